/** The contract's paths, spelled once for the server and the client. */
export const paths = {
  createTask: "/api/v1/client/job/CreateTask",
  taskInfo: "/api/v1/client/job/TaskInfo",
  estimateCredits: "/api/v1/client/job/estimate-credits",
  estimateTask: "/api/v1/client/job/EstimateTask",
  /** Also with `/<model>` behind it. */
  models: "/api/v1/client/job/Models",
  detectFaceImage: "/api/v1/client/job/detect-face-image",
  detectFaceVideo: "/api/v1/client/job/detect-face-video",
  detectFaceResult: "/api/v1/client/job/detect-face-result",
  /** Our extension. */
  cancelTask: "/api/v1/client/job/CancelTask",
  /** Our extension. */
  checkFace: "/api/v1/client/job/CheckFace",
  uploadUrl: "/api/v1/client/files/upload-url",
  balance: "/api/v1/client/account/balance",
} as const;

/** Whatever is under it needs a key, even to learn that it is not there, and answers with an envelope. */
export const keyedPrefix = "/api/v1/client/";
