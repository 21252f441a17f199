package dev.weft.it.containers;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.BuildResponseItem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.testcontainers.DockerClientFactory;

/**
 * The Docker engine, and what one test made in it, all of which {@link #close} removes. It fetches
 * nothing: images are made here. Not thread-safe.
 */
final class Engine implements AutoCloseable {
  private static final long BUILD_MINUTES = 3;
  private static final Pattern STEP = Pattern.compile("(?m)^ ---> ([0-9a-f]{12})$");

  private final String run = "weft-test-" + UUID.randomUUID().toString().substring(0, 8);
  private final DockerClient client = DockerClientFactory.lazyClient();
  private final Deque<Made> made = new ArrayDeque<>();

  /** Something in the engine, with how it is removed. */
  @FunctionalInterface
  interface Removal {
    void remove() throws Exception;
  }

  private record Made(String name, Removal removal) {}

  /** The engine's API. */
  DockerClient client() {
    return client;
  }

  /** Has {@code removal} done at the end, before what was made earlier is removed. */
  void removeAtTheEnd(String name, Removal removal) {
    made.push(new Made(name, removal));
  }

  /**
   * Builds an image; returns its name.
   *
   * @param arguments of the build
   */
  String build(String name, BuildContext context, Map<String, String> arguments)
      throws IOException {
    String image = run + "/" + name;
    StringBuilder told = new StringBuilder();
    Path archive = Files.createTempFile("context-", ".tar");
    try {
      context.write(archive);
      removeAtTheEnd(image, () -> removeImage(image, told));
      try (InputStream in = Files.newInputStream(archive)) {
        BuildImageCmd command =
            client
                .buildImageCmd(in)
                .withTags(Set.of(image))
                .withPull(false)
                .withRemove(true)
                .withForcerm(true);
        arguments.forEach(command::withBuildArg);
        command.exec(new Told(told)).awaitImageId(BUILD_MINUTES, TimeUnit.MINUTES);
      }
    } catch (DockerClientException | DockerException e) {
      throw new AssertionError(image + " cannot be built:\n" + told, e);
    } finally {
      Files.delete(archive);
    }
    return image;
  }

  private static final class Told extends BuildImageResultCallback {
    private final StringBuilder told;

    Told(StringBuilder told) {
      this.told = told;
    }

    @Override
    public void onNext(BuildResponseItem item) {
      told.append(item.getStream() == null ? "" : item.getStream());
      super.onNext(item);
    }
  }

  private void removeImage(String image, CharSequence told) {
    client.removeImageCmd(image).withForce(true).exec();
    List<String> steps =
        STEP.matcher(told)
            .results()
            .map(step -> step.group(1))
            .collect(toCollection(ArrayList::new));
    // Those of its earlier stages have no name, and stay when it goes.
    Collections.reverse(steps);
    for (String step : steps) {
      try {
        client.removeImageCmd(step).withForce(true).exec();
      } catch (NotFoundException | ConflictException e) {
        // It went with the image, or another one is still based on it.
      }
    }
  }

  /** Makes a volume; returns its name. */
  String volume(String name) {
    String volume = run + "-" + name;
    client.createVolumeCmd().withName(volume).exec();
    removeAtTheEnd(volume, () -> client.removeVolumeCmd(volume).exec());
    return volume;
  }

  @Override
  public void close() {
    List<String> left = new ArrayList<>();
    while (!made.isEmpty()) {
      Made last = made.pop();
      try {
        last.removal().remove();
      } catch (NotFoundException e) {
        // It never came to be, or has gone by itself.
      } catch (Exception e) {
        left.add(last.name() + ": " + e);
      }
    }
    assertThat(left).as("not removed").isEmpty();
  }
}
