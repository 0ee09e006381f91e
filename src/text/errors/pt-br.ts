import type { ErrorFacts } from "../../core/errors.ts";
import { kindName } from "../../core/kind-names.ts";
import type { KindNames } from "../../core/kind-names.ts";
import { quoted, time } from "../markdown.ts";
import type { ErrorSentences } from "./error-sentences.ts";
import { createFigures } from "./figures.ts";
import { people } from "./people/pt-br.ts";
import { server } from "./server/pt-br.ts";
import { safety } from "./safety/pt-br.ts";

const { sizes, frames, seconds, dimensions, pixelsAcross, purse } = createFigures("pt-BR", {
  bracketed: (parts) => ` (${parts.join(", ")})`,
  atMost: (figure) => `no máximo ${figure}`,
  atMostASide: (figure) => `no máximo ${figure} por lado`,
  pixels: (figure) => `${figure} pixels`,
  orMoreLookGood: (figure) => `com ${figure} ou mais fica bom`,
  seconds: (figure) => `${figure} segundos`,
  youHave: (figure) => `você tem ${figure}`,
  itHas: (figure) => `tem ${figure}`,
  thisCosts: (figure) => `isso custa ${figure}`,
});

const kinds: KindNames = {
  gif: "um GIF",
  png: "uma imagem PNG",
  jpeg: "uma imagem JPEG",
  webp: "uma imagem WebP",
  avif: "uma imagem AVIF",
  heic: "uma foto HEIC",
  mp4: "um vídeo MP4",
  webm: "um vídeo WebM",
  html: "uma página da web",
};

export const ptBr: ErrorSentences = {
  sentences: {
    ...people,
    ...server,
    ...safety,
    INPUT_MISSING:
      "Me manda um GIF ou uma imagem só: anexa em `gif` ou cola um `link`, mas não os dois.",
    TARGET_NOT_GIF: ({ kind }) =>
      `Isso ${isNot("um GIF", kind)}. Usa um GIF ou uma imagem (PNG, JPEG, WebP, AVIF), ou um link pra um deles.`,
    TARGET_NOT_IMAGE: ({ kind }) =>
      `Isso ${isNot("uma imagem que eu consiga ler", kind)}. ${readable(kind)}`,
    TARGET_NOT_VIDEO: "Isso não é um vídeo que eu consiga ler. Usa MP4 ou WebM.",
    TARGET_BROKEN: "Esse arquivo está danificado ou cortado. Salva de novo ou tenta outro.",
    FACE_NOT_IMAGE: ({ kind }) =>
      `O rosto ${isNot("uma imagem que eu consiga ler", kind)}. ${readable(kind)}`,
    FACE_BROKEN: "A imagem do rosto está danificada ou cortada. Salva de novo ou tenta outra.",
    MEDIA_TOO_LARGE: (facts) =>
      `${subject(facts)} é grande demais${sizes(facts)}. Tenta algo menor.`,
    MEDIA_TOO_MANY_PIXELS: (facts) =>
      facts["pixels"] === undefined
        ? `${subject(facts)} é grande demais${dimensions(facts)}. Diminui o tamanho.`
        : `${subject(facts)} tem pixels demais. Diminui o tamanho ou corta um pedaço.`,
    MEDIA_TOO_MANY_FRAMES: (facts) =>
      `Esse GIF tem quadros demais${frames(facts)}. Corta um pedaço.`,
    MEDIA_TOO_LONG: (facts) => `Esse GIF é longo demais${seconds(facts)}. Corta um pedaço.`,
    NO_FACE_IN_TARGET:
      "Não achei nenhum rosto nesse GIF ou imagem. Tenta algo em que o rosto apareça grande e de frente.",
    NO_FACE_IN_PHOTO: ({ width, height, limit }) =>
      limit === undefined
        ? "Não achei nenhum rosto nessa foto. Tenta uma de frente, com o rosto inteiro."
        : `A imagem do rosto é pequena demais (${width} × ${height} pixels, no mínimo ${limit} por lado). Usa uma maior.`,
    FACE_NOT_LISTED: "Um dos rostos escolhidos não está aí. Escolhe de novo.",
    TARGET_FACE_TOO_DARK:
      "O rosto nesse GIF ou imagem está escuro demais, e o novo ficaria igual. Usa algo mais claro.",
    PHOTO_FACE_TOO_SMALL: (facts) =>
      `O rosto nessa foto está pequeno${pixelsAcross(facts)}. Usa uma foto em que ele apareça maior.`,
    PHOTO_FACE_TURNED: "O rosto nessa foto está virado. Usa uma que olhe direto para a câmera.",
    PHOTO_FACE_BLURRED: "O rosto nessa foto está borrado. Usa uma foto mais nítida.",
    PHOTO_FACE_COVERED:
      "Tem algo cobrindo a boca ou o queixo nessa foto. Usa uma sem nada na frente do rosto.",
    PHOTO_FACE_CUT_OFF:
      "O rosto nessa foto está cortado. Usa uma com o rosto inteiro, da testa ao queixo.",
    PHOTO_TOO_DARK: "O rosto nessa foto está escuro demais. Usa uma com mais luz.",
    PHOTO_BROWS_HIDDEN: "O cabelo cobre as sobrancelhas nessa foto. Usa uma com o rosto livre.",
    PHOTO_LIGHT_UNEVEN:
      "Nessa foto há luz desigual, ou cabelo, sobre o rosto. Usa uma com luz uniforme e o rosto livre.",
    PHOTO_EYES_CLOSED: "Os olhos nessa foto estão fechados. Usa uma com os olhos abertos.",
    PHOTO_MOUTH_OPEN: "A boca nessa foto está aberta. Usa uma com a boca fechada.",
    PHOTO_SEVERAL_FACES:
      "Essa foto tem vários rostos e eu pego o maior. Com um rosto só não tem erro.",
    LINK_INVALID: "Esse link eu não consigo abrir. Ele deveria começar com `https://`.",
    LINK_PRIVATE: "Esse link leva a uma rede privada e não posso abrir. Anexa o arquivo.",
    LINK_DEAD: ({ role }) =>
      role === "face"
        ? "Não consegui baixar a imagem do rosto. Anexa de novo."
        : "Esse link não responde ou o arquivo sumiu. Anexa o arquivo.",
    LINK_NOT_MEDIA: ({ host }) =>
      `Esse link abre uma página${host === undefined ? "" : ` de ${quoted(`${host}`)}`}, não um GIF. Abre o GIF lá e copia o endereço dele (botão direito, “Copiar endereço da imagem”), ou anexa o arquivo.`,
    NO_CREDITS: (facts) =>
      `${whoIsShort(facts)} créditos suficientes para isso${purse(facts)}.${refill(facts)}`,
    SERVER_ONLY: "Isso só funciona em um servidor que me adicionou.",
    ACCOUNT_FROZEN: ({ purse: whose }) =>
      whose === "person"
        ? "Seus créditos estão congelados. Fala com a moderação deste servidor ou com quem cuida deste bot."
        : "As trocas estão pausadas aqui. Fala com quem cuida deste bot.",
    TOO_MANY_RUNNING: ({ limit }) =>
      `Você já tem ${limit ?? "várias"} trocas em andamento ou esperando. Espera uma delas terminar.`,
    RESULT_GONE: "Essa troca eu não guardo mais. Usa o comando de novo.",
    RESULT_SHOWN_ALREADY: "Essa troca eu já mostrei, ou ela está a caminho, em outra mensagem.",
    RESULT_OF_ANOTHER: "Essa troca é de outra pessoa. Só ela pode abrir.",
    RESULT_NOT_YOURS: "Só quem pediu essa troca ou a moderação deste servidor pode apagar.",
    RESULT_HIDDEN: "A moderação escondeu essa troca, então não dá para fazer mais nada com ela.",
    RESULT_PRIVATE_ALREADY: "Essa troca já é privada: só você vê.",
    REPORTED_ALREADY: "Você já denunciou essa troca. Valeu, já estão olhando.",
    REPORT_GONE: "Não tem mais nada para decidir nessa denúncia.",
    MODERATORS_ONLY:
      "Só a moderação (Gerenciar mensagens ou Gerenciar servidor) decide sobre denúncias.",
    REPORT_NOT_TAKEN:
      "Não consegui passar sua denúncia adiante agora. Tenta de novo em um minuto ou avisa a moderação.",
    BUTTON_OUTDATED: "Esse botão é de uma versão antiga minha. Usa o comando de novo.",
    QUOTE_ENDED: "A oferta para essa troca acabou. Usa o comando de novo.",
    CANCELLED: "A troca foi cancelada.",
    CANCEL_TOO_LATE: "Tarde demais para cancelar: a troca já está pronta.",
    JOB_OVER: "Essa troca já acabou. Usa o comando de novo.",
    JOB_OF_ANOTHER: "Essa troca é de outra pessoa. Só ela pode decidir.",
    SWAP_API_REFUSED:
      "O serviço de troca de rostos não aceitou esse trabalho. Tenta outro GIF ou outra foto.",
    STILLS_OFF:
      "O serviço de troca de rostos por trás de mim troca em GIFs e vídeos, mas não em imagens paradas. Me dá um GIF.",
    SWAP_API_UNCLEAR:
      "Perdi a conexão com o serviço bem na hora em que ele pegava o seu trabalho. Tenta de novo.",
    SWAP_FAILED: "A troca não deu certo com esse GIF e essa foto. Tenta outro GIF ou outra foto.",
    RESULT_UNUSABLE: "O resultado voltou estragado, então não mandei. Tenta de novo.",
    RESULT_TOO_LARGE: (facts) => {
      const tried = facts["from"] === undefined ? "" : ", mesmo reduzido ao máximo";
      return `O GIF pronto é grande demais para postar aqui${tried}${sizes(facts)}. Tenta um GIF mais curto ou menor.`;
    },
    DISCORD_UNREACHABLE: "O Discord não me respondeu. Tenta de novo.",
    ATTACHING_FORBIDDEN:
      "Não posso anexar arquivos neste canal. Usa outro canal ou pede para a moderação me liberar “Anexar arquivos”.",
    REPLY_NOT_TAKEN: "O Discord não aceitou minha resposta. Tenta de novo.",
    QUEUE_FULL: "Tem gente demais trocando rostos agora. Tenta de novo em um minuto.",
    ENGINE_CRASHED: "A troca travou com esse GIF. Tenta outro GIF ou outra foto.",
    SHUTTING_DOWN: "Estou reiniciando. Tenta de novo em um minuto.",
    FEATURE_OFF: "O serviço de troca de rostos não oferece isso aqui. Avisa quem cuida deste bot.",
    TASK_CANCELLED: "A troca foi cancelada.",
    NOT_FOUND: "Não conheço mais esse comando. Recarrega o Discord e tenta de novo.",
    RATE_LIMITED: "Calma, foi rápido demais. Tenta de novo em um minuto.",
    ourFault: "Algo quebrou do meu lado. A culpa não é sua; tenta de novo.",
    serviceBusy:
      "O serviço de troca de rostos está muito ocupado. Tenta de novo em alguns minutos.",
    serviceTrouble:
      "O serviço de troca de rostos está com problemas. Tenta de novo em alguns minutos.",
    ownerMustAct:
      "Não consigo trocar nada agora: o serviço de troca de rostos não me aceita. Avisa quem cuida deste bot.",
    maintenance: "O serviço de troca de rostos está em manutenção. Tenta de novo mais tarde.",
    tookTooLong: "A troca demorou demais, então eu parei. Tenta um GIF mais curto.",
  },
  serviceSaid: (detail) => `O serviço disse: “${detail}”`,
  reference: (reference) => `Referência \`${reference}\`: quem cuida deste bot encontra no log.`,
  costNothing: "Isso não te custou nada.",
};

/** "não é um GIF, e sim uma imagem PNG" */
function isNot(wanted: string, kind: unknown): string {
  const name = kindName(kind, kinds);
  return name === undefined ? `não é ${wanted}` : `não é ${wanted}, e sim ${name}`;
}

function readable(kind: unknown): string {
  return kind === "heic" ? "Manda em JPEG: um print serve." : "Usa PNG, JPEG, WebP ou AVIF.";
}

function subject({ role }: ErrorFacts): string {
  if (role === "target") return "Esse GIF";
  return role === "face" ? "A imagem do rosto" : "Esse arquivo";
}

function whoIsShort({ purse: whose }: ErrorFacts): string {
  if (whose === "pool") return "O fundo comum deste servidor não tem";
  return whose === "owner" ? "Este bot, no total, não tem" : "Você não tem";
}

function refill({ resetsAt, purse: whose }: ErrorFacts): string {
  if (typeof resetsAt !== "number") return " Tenta de novo mais tarde.";
  const who = whose === "pool" || whose === "owner" ? "Vai ter novos" : "Você ganha novos";
  return ` ${who} ${time(resetsAt, "R")}.`;
}
