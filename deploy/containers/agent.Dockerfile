# The agent's jar, for an init container that copies it into a volume which the program's container mounts at the same
# place. Build it from the checkout's root, after `mvn verify`:
#   docker build -f deploy/containers/agent.Dockerfile -t weft-agent:0.1.0-SNAPSHOT .

# Every user may read what is copied from here, whatever the builder's umask was.
FROM busybox:1.37.0-musl AS jar
COPY agent/target/weft-agent.jar /opt/weft/weft-agent.jar
RUN ["chmod", "0444", "/opt/weft/weft-agent.jar"]

FROM busybox:1.37.0-musl
LABEL org.opencontainers.image.title="weft-agent" \
      org.opencontainers.image.description="The Java agent of the Weft service mesh, to be copied into a pod." \
      org.opencontainers.image.version="0.1.0-SNAPSHOT" \
      org.opencontainers.image.base.name="busybox:1.37.0-musl"
COPY --from=jar /opt/weft /opt/weft
USER 10001:10001
ENTRYPOINT ["/bin/cp", "/opt/weft/weft-agent.jar", "/weft/weft-agent.jar"]
