/** An answer of Discord's API that is not a success: HTTP status, Discord's own code, and its message. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const apiErrors = {
  unauthorized: () => new ApiError(401, 0, "401: Unauthorized"),
  unknownRoute: () => new ApiError(404, 0, "404: Not Found"),
  unknownMessage: () => new ApiError(404, 10_008, "Unknown Message"),
  unknownWebhook: () => new ApiError(404, 10_015, "Unknown Webhook"),
  unknownInteraction: () => new ApiError(404, 10_062, "Unknown interaction"),
  fileTooLarge: () => new ApiError(413, 40_005, "Request entity too large"),
  tooManyFollowUps: () => new ApiError(400, 40_094, "Maximum number of follow-ups reached"),
  alreadyAcknowledged: () =>
    new ApiError(400, 40_060, "Interaction has already been acknowledged."),
  invalidWebhookToken: () => new ApiError(401, 50_027, "Invalid Webhook Token"),
  invalidForm: (why: string) => new ApiError(400, 50_035, `Invalid Form Body: ${why}`),
};
