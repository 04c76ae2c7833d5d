FROM node:24-slim AS build
WORKDIR /brink
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /brink
COPY --from=build /brink/package.json ./
COPY --from=build /brink/node_modules ./node_modules
COPY --from=build /brink/build ./build
COPY --from=build /brink/config ./config
COPY --from=build /brink/models ./models
COPY --from=build /brink/hub ./hub
COPY --from=build /brink/bots ./bots
COPY --from=build /brink/bin ./bin
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "hub/index.ts"]
