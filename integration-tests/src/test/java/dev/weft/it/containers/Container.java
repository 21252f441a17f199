package dev.weft.it.containers;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.HostConfig;
import dev.weft.it.harness.JvmProcess;
import java.util.function.Consumer;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** A container of an image that is in the engine already; none is fetched. */
final class Container extends GenericContainer<Container> {
  private static final int STOP_SECONDS = 40;

  Container(String image) {
    super(DockerImageName.parse(image));
    withImagePullPolicy(name -> false);
    withStartupTimeout(JvmProcess.PATIENCE);
  }

  /** Has it wait at its start for a line in which {@code pattern} is found. */
  Container ready(String pattern) {
    return waitingFor(Wait.forLogMessage("(?s).*" + pattern + ".*", 1));
  }

  /** Runs it as a user, and the group of that number. */
  Container as(int user) {
    return withCreateContainerCmdModifier(command -> command.withUser(user + ":" + user));
  }

  /** Changes how the engine runs it. */
  Container host(Consumer<HostConfig> change) {
    return withCreateContainerCmdModifier(
        command -> {
          HostConfig host = command.getHostConfig();
          change.accept(host == null ? HostConfig.newHostConfig() : host);
        });
  }

  /** Has it share the network of {@code other}, as the containers of a pod do. */
  Container besides(Container other) {
    return withNetworkMode("container:" + other.getContainerId());
  }

  /** Asks it to stop, as {@code docker stop} does; returns its exit code. */
  long terminate() {
    getDockerClient().stopContainerCmd(getContainerId()).withTimeout(STOP_SECONDS).exec();
    return exitCode();
  }

  /** How it ended. */
  long exitCode() {
    InspectContainerResponse.ContainerState state =
        getDockerClient().inspectContainerCmd(getContainerId()).exec().getState();
    Long code = state.getExitCodeLong();
    if (code == null || Boolean.TRUE.equals(state.getRunning())) {
      throw new AssertionError("it runs: " + state);
    }
    return code;
  }
}
