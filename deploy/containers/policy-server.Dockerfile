# The policy server. Build it from the checkout's root, after `mvn verify`:
#   docker build -f deploy/containers/policy-server.Dockerfile -t weft-policy-server:0.1.0-SNAPSHOT .

# Where a registry has others in their place: --build-arg JDK=..., --build-arg BASE=...
ARG JDK=eclipse-temurin:17.0.19_10-jdk-noble
ARG BASE=debian:12.13-slim

FROM ${JDK} AS runtime
# What the jar uses (jdeps), and elliptic curves. java.desktop is there for java.beans.
# The JDK itself is in /opt/java.
RUN ["jlink", "--add-modules", "java.base,java.compiler,java.desktop,java.naming,java.net.http,java.security.jgss,java.sql,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.unsupported", "--strip-java-debug-attributes", "--no-header-files", "--no-man-pages", "--compress=2", "--output", "/opt/runtime"]
# Made here, so that the base needs no program.
WORKDIR /var/lib/weft

FROM ${BASE}
ARG BASE
LABEL org.opencontainers.image.title="weft-policy-server" \
      org.opencontainers.image.description="Policy server of the Weft service mesh: identities, policies, directory." \
      org.opencontainers.image.version="0.1.0-SNAPSHOT" \
      org.opencontainers.image.base.name="${BASE}"
COPY --from=runtime /opt/runtime /opt/java
COPY policy-server/target/weft-policy-server.jar /opt/weft/weft-policy-server.jar
# As a share of the container's limit; set anew, it replaces this.
ENV JDK_JAVA_OPTIONS="-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError"
# Where weft-data is, when nothing else is said; a volume in every real use.
COPY --from=runtime --chown=10001:10001 /var/lib/weft /var/lib/weft
WORKDIR /var/lib/weft
USER 10001:10001
EXPOSE 8443
ENTRYPOINT ["/opt/java/bin/java", "-jar", "/opt/weft/weft-policy-server.jar"]
