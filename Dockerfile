# The image of usagectl: its binary and the libraries that it loads, nothing else.
#
#   docker build --build-arg USAGECTL_COMMIT="$(git rev-parse --short=12 HEAD)" -t usagectl:0.1.0 .
#   docker run --rm --read-only usagectl:0.1.0 demo
#
# 'make image-check' executes the steps of the final stage without a container engine.
FROM swift:6.3-bookworm AS build
ARG DEBIAN_FRONTEND=noninteractive
WORKDIR /src
# What the build needs from Debian changes seldom: a layer of its own.
COPY scripts/setup scripts/setup
RUN scripts/setup && rm -rf /var/lib/apt/lists/*
# What is fetched changes seldom too. Where the checkout has a Package.resolved, as every checkout has
# in which something was built, the image is made of exactly these packages.
COPY Package.swift Package.resolved* ./
RUN swift package resolve
COPY LICENSE LICENSE
COPY scripts/licences scripts/licences
RUN scripts/licences /image/usr/share/doc/usagectl
COPY Sources Sources
COPY Tests Tests
ARG USAGECTL_COMMIT=""
ENV USAGECTL_COMMIT=${USAGECTL_COMMIT}
RUN swift build -c release --static-swift-stdlib --product usagectl \
 && install -D -s "$(swift build -c release --static-swift-stdlib --show-bin-path)/usagectl" \
      /image/usr/local/bin/usagectl

FROM debian:bookworm-slim
ARG DEBIAN_FRONTEND=noninteractive
# What the binary loads, the certificates that it trusts, and the zones of policies.
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      ca-certificates tzdata libyaml-0-2 libxlsxwriter4 libminizip1 libexpat1 zlib1g \
      libsqlite3-0 libpq5 libstdc++6 \
 && rm -rf /var/lib/apt/lists/*
RUN groupadd --gid 65532 usagectl \
 && useradd --uid 65532 --gid 65532 --no-create-home --home-dir /var/lib/usagectl \
      --shell /usr/sbin/nologin usagectl \
 && install -d -o 65532 -g 65532 -m 0700 /var/lib/usagectl \
 && install -d -m 0755 /etc/usagectl
COPY --from=build /image/ /
ARG USAGECTL_COMMIT=""
LABEL org.opencontainers.image.title="usagectl" \
      org.opencontainers.image.description="Reconciles usage files on CloudBlue Connect" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.revision="${USAGECTL_COMMIT}" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV USAGECTL_CONFIG=/etc/usagectl/usagectl.yaml
USER 65532:65532
WORKDIR /var/lib/usagectl
# Ledger, archive and scratch; all else may be read-only.
VOLUME ["/var/lib/usagectl", "/tmp"]
EXPOSE 8080
# The binary asks its own status server: there is no shell in its way.
HEALTHCHECK --interval=30s --timeout=6s --start-period=5m CMD ["/usr/local/bin/usagectl", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/local/bin/usagectl"]
CMD ["run", "--log-format", "json"]
