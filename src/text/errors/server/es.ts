import type { ServerSentences } from "./server-sentences.ts";

export const server: ServerSentences = {
  SWAPS_OFF_HERE:
    "En este servidor los cambios están desactivados. La moderación puede activarlos otra vez.",
  CHANNEL_NOT_ALLOWED: "Este servidor no permite cambios en este canal. Usa otro.",
  ROLE_NOT_ALLOWED:
    "En este servidor solo pueden hacer cambios ciertos roles, y tú no tienes ninguno.",
  AGE_RESTRICTED_ONLY:
    "Este servidor solo permite cambios en canales con restricción de edad. Usa uno de esos y no un hilo.",
  AGE_RESTRICTED_NEVER:
    "Este servidor no permite cambios en canales con restricción de edad, ni en hilos que puedan ser de uno. Usa otro canal.",
  MEMBERS_SELF_ONLY:
    "En este servidor solo puedes usar como cara tu propia foto, no la de otros miembros.",
  SERVER_TOO_BUSY:
    "En este servidor ya hay demasiados cambios en espera. Vuelve a probar dentro de unos minutos.",
  NO_PLACE_IN_TIME:
    "En media hora no hubo sitio para este cambio, así que lo dejé. Vuelve a probar más tarde.",
  PRICES_FIXED:
    "Todos los servidores comparten un presupuesto de quien me gestiona, así que los precios son iguales en todas partes.",
};
