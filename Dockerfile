# Build: TypeScript to JavaScript, and the run-time packages without scripts (every binary we use is inside its npm tarball).
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npx tsc -p tsconfig.build.json \
 && npm prune --omit=dev \
 # onnxruntime-node carries the binaries of every system; one of them runs here.
 && node -e 'const fs=require("fs"),d="node_modules/onnxruntime-node/bin/napi-v6";for(const s of fs.readdirSync(d))if(s!==process.platform)fs.rmSync(`${d}/${s}`,{recursive:true});else for(const a of fs.readdirSync(`${d}/${s}`))if(a!==process.arch)fs.rmSync(`${d}/${s}/${a}`,{recursive:true})'

# Run: no compiler, no npm scripts, not root.
FROM node:20-bookworm-slim
ENV NODE_ENV=production DATA_DIR=/data STORE_URL=sqlite:/data/bot.sqlite
# For videos; the distribution's own, with its security updates.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ffmpeg \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build --chown=node:node /app/package.json ./
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/dist ./dist
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
# Exec form: node is PID 1's only child under `init: true` and gets SIGTERM itself.
CMD ["node", "--enable-source-maps", "dist/index.js"]
