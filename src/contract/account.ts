import { z } from "zod";

/** GET /api/v1/client/account/balance, `data`. May be fractional, and some send it as text. */
export const balance = z
  .object({ balance: z.coerce.number() })
  .meta({ examples: [{ balance: 812.5 }] });
