package dev.weft.agent.architecture;

import java.lang.management.ManagementFactory;

/** What a boot type must not be: it reaches beyond java.base and into the agent. */
final class PlantedBootType {
  private PlantedBootType() {}

  static String violate() {
    return ManagementFactory.getRuntimeMXBean().getName() + Planted.class;
  }

  /** Stands for a class of the agent. */
  static final class Planted {}
}
