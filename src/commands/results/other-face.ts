import { MessageFlags } from "discord.js";
import type { Component, Form } from "../command.ts";
import { customId } from "../custom-id.ts";
import { faceFields, sentFace } from "../face-form.ts";
import { startJob } from "../start-job.ts";
import { swapRequest } from "../swap-request.ts";
import { resultButton } from "./result-buttons.ts";

const formName = "otherface";

/** Asks who made a result for another face; the GIF and the wishes stay. */
export const otherFace = {
  name: resultButton.otherFace,

  async run({ interaction, argument: jobId, text, services, showModal }) {
    const personId = interaction.user.id;
    await services.results.owned(jobId, personId);
    const kept = await services.faces.list(personId);
    await showModal({
      custom_id: customId(formName, jobId),
      title: text.results.otherFace,
      components: faceFields(kept, text),
    });
  },
} satisfies Component;

/** The form of it, sent: a new job with a reply of its own, as private as the result. */
export const otherFaceForm = {
  name: formName,

  async run({ interaction, argument: jobId, services, acknowledge, log }) {
    const { target, wishes } = await services.results.owned(jobId, interaction.user.id);
    const face = await sentFace(interaction, services);
    const isPrivate = interaction.message?.flags.has(MessageFlags.Ephemeral) === true;
    const request = swapRequest(interaction, {
      target,
      face,
      wishes: { ...wishes, private: isPrivate },
    });
    const how = isPrivate ? "private-reply" : "reply";
    await startJob(request, services.swaps, () => acknowledge(how), log);
  },
} satisfies Form;
