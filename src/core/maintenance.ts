/** The file in the data folder that means, while it is there, that the server takes no new work. */
export const maintenanceFileName = "maintenance";
