import type { ServerSentences } from "./server-sentences.ts";

export const server: ServerSentences = {
  SWAPS_OFF_HERE: "Les échanges sont désactivés sur ce serveur. La modération peut les réactiver.",
  CHANNEL_NOT_ALLOWED: "Ce serveur n'autorise pas les échanges dans ce salon. Va dans un autre.",
  ROLE_NOT_ALLOWED:
    "Sur ce serveur, seuls certains rôles peuvent faire des échanges, et tu n'en as aucun.",
  AGE_RESTRICTED_ONLY:
    "Ce serveur n'autorise les échanges que dans les salons soumis à une limite d'âge. Va dans un de ceux-là, et pas dans un fil.",
  AGE_RESTRICTED_NEVER:
    "Ce serveur n'autorise pas les échanges dans les salons soumis à une limite d'âge, ni dans les fils qui pourraient en dépendre. Va dans un autre salon.",
  MEMBERS_SELF_ONLY:
    "Sur ce serveur, tu peux utiliser ta propre photo comme visage, mais pas celle des autres membres.",
  SERVER_TOO_BUSY: "Trop d'échanges attendent déjà sur ce serveur. Réessaie dans quelques minutes.",
  NO_PLACE_IN_TIME:
    "Aucune place ne s'est libérée pour cet échange en une demi-heure, alors j'y ai renoncé. Réessaie plus tard.",
  PRICES_FIXED:
    "Tous les serveurs partagent un budget de la personne qui me gère, donc les prix sont les mêmes partout.",
};
