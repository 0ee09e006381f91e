import type { VerifyText } from "./en.ts";

export const ptBr: VerifyText = {
  description: "O que um GIF ou PNG diz sobre edição com IA",
  options: {
    file: { name: "arquivo", description: "Um GIF ou PNG" },
    link: { name: "link", description: "Um link, em vez de um arquivo" },
  },
  byUs: "Este arquivo diz que foi **editado com IA**, por este programa.",
  byOther: "Este arquivo diz que foi **editado** ou feito **com IA**, por outra ferramenta.",
  otherMark: "Este arquivo diz de onde vem, e não é IA.",
  none: "Este arquivo **não tem marca** de edição com IA.",
  source: (source) => `A marca: \`${source}\``,
  worth: "Uma marca é uma afirmação, não uma prova: qualquer um pode escrever ou tirar.",
  absence:
    "Isso não prova nada: a maioria das ferramentas não escreve marca, e ela se perde ao salvar de novo.",
};
