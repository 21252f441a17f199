# The node proxy. Build it from the checkout's root, after `mvn verify`:
#   docker build -f deploy/containers/node-proxy.Dockerfile -t weft-node-proxy:0.1.0-SNAPSHOT .

# Where a registry has others in their place: --build-arg JDK=..., --build-arg BASE=...
ARG JDK=eclipse-temurin:25.0.4_7-jdk-noble
ARG BASE=debian:12.13-slim

# Capture inside pods enters their network namespaces by java.lang.foreign, which is there from Java 22 on.
FROM ${JDK} AS runtime
# What the jar uses (jdeps), and elliptic curves. java.desktop is there for java.beans.
# The JDK itself is in /opt/java.
RUN ["jlink", "--add-modules", "java.base,java.desktop,java.management,java.naming,java.sql,jdk.crypto.ec,jdk.httpserver,jdk.jfr,jdk.management,jdk.unsupported", "--strip-java-debug-attributes", "--no-header-files", "--no-man-pages", "--compress=zip-6", "--output", "/opt/runtime"]

FROM ${BASE}
ARG BASE
LABEL org.opencontainers.image.title="weft-node-proxy" \
      org.opencontainers.image.description="Node proxy of the Weft service mesh, for programs that are no JVMs." \
      org.opencontainers.image.version="0.1.0-SNAPSHOT" \
      org.opencontainers.image.base.name="${BASE}"
# nft and ip, with which capture puts its rules into the kernel; a base of one's own may have them.
RUN if ! command -v nft || ! command -v ip; then \
      apt-get update \
      && apt-get install --yes --no-install-recommends nftables iproute2 \
      && rm -rf /var/lib/apt/lists/*; \
    fi
COPY --from=runtime /opt/runtime /opt/java
COPY node-proxy/target/weft-node-proxy.jar /opt/weft/weft-node-proxy.jar
# As a share of the container's limit; set anew, it replaces this.
ENV JDK_JAVA_OPTIONS="-XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError"
# Capture needs NET_ADMIN, which Kubernetes gives to root alone: the chart sets the user, and takes everything else from it.
USER 10001:10001
ENTRYPOINT ["/opt/java/bin/java", "-jar", "/opt/weft/weft-node-proxy.jar"]
