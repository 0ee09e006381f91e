import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { JobText } from "./en.ts";

const { number, word, count } = createCounting("fr");
const credits = { one: "crédit", other: "crédits" };

export const fr: JobText = {
  stages: {
    fetching: "Je récupère tes fichiers",
    uploading: "Je les passe au moteur",
    "own-turn": "J'attends qu'un autre de tes échanges soit fini",
    queued: "J'attends une place libre",
    finding: "Je cherche des visages",
    drawing: "Je dessine le nouveau visage",
    finishing: "Dernières retouches",
    fitting: "Je l'allège pour pouvoir le publier",
  },
  framesDone: (done, of) => `${number(done)} sur ${count(of, { one: "image", other: "images" })}`,
  ahead: (ahead) => `${count(ahead, { one: "échange", other: "échanges" })} avant le tien`,
  expected: (at) => `devrait être prêt ${time(at, "R")}`,
  willCost: (price, of) =>
    `Coûte ${number(price)} sur ${word(of, { one: "ton", other: "tes" })} ${count(of, credits)}, une fois l'échange fait`,
  stillWorking: (until) =>
    `Ça prend plus de temps que Discord ne m'en laisse. Si ce n'est pas fini d'ici ${time(until, "t")}, j'abandonne, et ça ne te coûte rien. Appuie sur le bouton pour voir où j'en suis, ou le résultat.`,
  stillInLine: (until) =>
    `Ton échange attend toujours une place libre, plus longtemps que Discord ne m'en laisse. S'il n'y en a pas d'ici ${time(until, "t")}, j'abandonne, et ça ne te coûte rien. Appuie sur le bouton pour voir où j'en suis, ou le résultat.`,
  showResult: "Voir le résultat",
  aiEdited: "Modifié par IA",
  credits: (price) => count(price, credits),
  left: (left, resetsAt) =>
    `${number(left)} ${word(left, { one: "restant", other: "restants" })}, nouveaux ${time(resetsAt, "R")}`,
  madeSmaller: (givenUp) => `Allégé pour tenir ici : ${givenUp}`,
  givenUp: {
    "slight-changes": "les changements infimes sont figés",
    "fine-grain": "grain moins fin",
    "every-second-frame": "une image sur deux en moins",
  },
  colours: (colours) => count(colours, { one: "couleur", other: "couleurs" }),
  pixels: (width, height) => `${width} × ${height} pixels`,
  advice: (sentence) => `Pour un meilleur échange la prochaine fois : ${sentence}`,
  unmet: {
    faces: "Le service derrière moi ne distingue pas les visages, il a donc pris le principal.",
    strength: "Le service derrière moi n'a pas d'intensité, c'est donc celle de toujours.",
  },
  late: "ton échange est prêt.",
  lateFailure: "ton échange n'aura pas lieu cette fois.",
  altText: (frames, faces) =>
    `GIF animé de ${count(frames, { one: "image", other: "images" })} où ${faces === 1 ? "un visage a été remplacé" : `${number(faces)} visages ont été remplacés`} par une IA.`,
  altTextStill: (faces) =>
    `Image où ${faces === 1 ? "un visage a été remplacé" : `${number(faces)} visages ont été remplacés`} par une IA.`,
};
