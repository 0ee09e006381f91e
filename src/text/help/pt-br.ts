import type { HelpText } from "./en.ts";

export const ptBr: HelpText = {
  description: "O que eu sei fazer e como conseguir uma boa troca",
  title: "Coloca um rosto em um GIF",
  steps: [
    "Digita `/faceswap`.",
    "Me manda um GIF ou uma imagem (`gif` ou `link`) e uma foto de um rosto (`rosto`).",
    "Eu te digo quanto custa. Depois, a resposta vira a troca pronta.",
  ],
  photo:
    "**Uma boa foto** mostra um rosto só, de frente: nítido, com luz, olhos abertos, boca fechada e nada na frente.",
  gif: "**Um bom GIF** mostra um rosto grande e virado para a câmera.",
  fair: "**Joga limpo:** usa o seu próprio rosto ou pede antes. Todo resultado sai marcado como editado com IA.",
  commands: "O que dá para fazer aqui:",
  inMenu: (name) => `\`${name}\` no menu de uma mensagem (botão direito ou toque longo, e “Apps”)`,
};
