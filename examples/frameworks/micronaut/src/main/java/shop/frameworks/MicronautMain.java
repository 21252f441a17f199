package shop.frameworks;

import io.micronaut.runtime.Micronaut;

/** Starts the service; {@code -micronaut.server.port=PORT} says where it listens. */
public final class MicronautMain {
  private MicronautMain() {}

  /** Starts it. */
  public static void main(String[] args) {
    Micronaut.run(MicronautMain.class, args);
  }
}
