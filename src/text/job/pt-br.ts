import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { JobText } from "./en.ts";

const { number, word, count } = createCounting("pt-BR");
const credits = { one: "crédito", other: "créditos" };

export const ptBr: JobText = {
  stages: {
    fetching: "Baixando seus arquivos",
    uploading: "Passando tudo para o motor",
    "own-turn": "Esperando outra troca sua terminar",
    queued: "Esperando um lugar livre",
    finding: "Procurando rostos",
    drawing: "Desenhando o rosto novo",
    finishing: "Últimos retoques",
    fitting: "Diminuindo para caber aqui",
  },
  framesDone: (done, of) => `${number(done)} de ${count(of, { one: "quadro", other: "quadros" })}`,
  ahead: (ahead) => `${count(ahead, { one: "troca", other: "trocas" })} antes da sua`,
  expected: (at) => `deve ficar pronto ${time(at, "R")}`,
  willCost: (price, of) =>
    `Custa ${number(price)} ${of === 1 ? "do seu" : "dos seus"} ${count(of, credits)}, quando a troca chegar`,
  stillWorking: (until) =>
    `Isso demora mais do que o Discord me deixa esperar. Se até ${time(until, "t")} não ficar pronto, eu desisto, e não te custa nada. Aperta o botão pra ver como está ou o resultado.`,
  stillInLine: (until) =>
    `Sua troca ainda espera uma vaga, mais do que o Discord me deixa esperar. Se até ${time(until, "t")} não tiver nenhuma, eu desisto, e não te custa nada. Aperta o botão pra ver como está ou o resultado.`,
  showResult: "Ver resultado",
  aiEdited: "Editado com IA",
  credits: (price) => count(price, credits),
  left: (left, resetsAt) =>
    `${word(left, { one: "resta", other: "restam" })} ${number(left)}, novos ${time(resetsAt, "R")}`,
  madeSmaller: (givenUp) => `Reduzido para caber aqui: ${givenUp}`,
  givenUp: {
    "slight-changes": "mudanças mínimas ficam paradas",
    "fine-grain": "menos granulado fino",
    "every-second-frame": "um quadro sim, um não",
  },
  colours: (colours) => count(colours, { one: "cor", other: "cores" }),
  pixels: (width, height) => `${width} × ${height} pixels`,
  advice: (sentence) => `Para a próxima sair melhor: ${sentence}`,
  unmet: {
    faces: "O serviço por trás de mim não distingue rostos, então pegou o principal.",
    strength: "O serviço por trás de mim não tem intensidade, então é a de sempre.",
  },
  late: "sua troca está pronta.",
  lateFailure: "dessa vez não vai ter troca.",
  altText: (frames, faces) =>
    `GIF animado de ${count(frames, { one: "quadro", other: "quadros" })} em que ${faces === 1 ? "um rosto foi trocado" : `${number(faces)} rostos foram trocados`} por IA.`,
  altTextStill: (faces) =>
    `Imagem em que ${faces === 1 ? "um rosto foi trocado" : `${number(faces)} rostos foram trocados`} por IA.`,
};
