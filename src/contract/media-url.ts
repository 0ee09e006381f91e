import { z } from "zod";

/** Where a file or a listener is: public http or https. Base64, data URIs and paths are no inputs of the contract. */
export const mediaUrl = z.url({ protocol: /^https?$/ }).max(2048);
