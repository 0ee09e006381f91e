import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";

const description = `Face swaps in GIFs, pictures and videos, by the contract of the hosted API.

Send the key as \`x-api-key\`. Every answer is \`{code, message, data}\`; only \`code\` counts, a 422 has \`errors\` in place of
\`data\`, and a 429 says in \`Retry-After\` when to come again. Inputs are public links, or files uploaded by
\`files/upload-url\` and PUT. A task's \`callback_url\` gets the \`data\` of TaskInfo by POST when it has ended, and again
up to three times until it answers with 2xx.`;

const tags = [
  { name: "tasks", description: "Swaps, from the estimate to the result" },
  { name: "faces", description: "Who is in a file, and is this photo any good?" },
  { name: "models", description: "What CreateTask takes" },
  { name: "files", description: "In and out" },
  { name: "account", description: "Credits" },
  { name: "health", description: "For container platforms and load balancers" },
];

/** What the page may fetch: this server's own files and nothing from anywhere else. */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * `/openapi.json`, made of the schemas that the routes themselves check with, and `/docs`, a page to read it and to try
 * it out. To be called before the routes are made.
 */
export async function serveReference(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Face-swap API", version: "1", description },
      tags,
      components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "x-api-key" } } },
      security: [{ key: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  await app.register(swaggerUi, {
    routePrefix: "/docs",
    staticCSP: contentSecurityPolicy,
    // The badge would send the address of this server to a stranger.
    uiConfig: {
      layout: "BaseLayout",
      validatorUrl: null,
      docExpansion: "list",
      tryItOutEnabled: true,
    },
  });
  app.get("/openapi.json", { schema: { hide: true } }, () => app.swagger());
}
