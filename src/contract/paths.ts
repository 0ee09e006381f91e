/** The contract's paths, spelled once for the server and the client. */
export const paths = {
  createTask: "/api/v1/client/job/CreateTask",
  taskInfo: "/api/v1/client/job/TaskInfo",
  uploadUrl: "/api/v1/client/files/upload-url",
  balance: "/api/v1/client/account/balance",
} as const;
