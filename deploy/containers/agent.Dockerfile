# The agent's jar, for an init container that copies it into a volume which the program's container mounts at the same
# place. Build it from the checkout's root, after `mvn verify`:
#   docker build -f deploy/containers/agent.Dockerfile -t weft-agent:0.1.0-SNAPSHOT .

# Where a registry has another in its place: --build-arg BASE=...
ARG BASE=busybox:1.37.0-musl

FROM ${BASE} AS jar
# Every user may read what is copied from here, whatever the builder's umask was.
COPY agent/target/weft-agent.jar /opt/weft/weft-agent.jar
RUN ["chmod", "0444", "/opt/weft/weft-agent.jar"]
# A new volume of Docker's is as what it is mounted at: the user below may write to it.
RUN ["mkdir", "/weft"]

FROM ${BASE}
ARG BASE
LABEL org.opencontainers.image.title="weft-agent" \
      org.opencontainers.image.description="The Java agent of the Weft service mesh, to be copied into a pod." \
      org.opencontainers.image.version="0.1.0-SNAPSHOT" \
      org.opencontainers.image.base.name="${BASE}"
COPY --from=jar /opt/weft /opt/weft
COPY --from=jar --chown=10001:10001 /weft /weft
USER 10001:10001
# Over a jar that is there already, when the container runs again.
ENTRYPOINT ["/bin/cp", "-f", "/opt/weft/weft-agent.jar", "/weft/weft-agent.jar"]
