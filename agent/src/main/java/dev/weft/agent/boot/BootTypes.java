package dev.weft.agent.boot;

import java.util.Map;

/**
 * The types of {@code agent-bootstrap} as they stand in the boot loader, not yet initialised.
 *
 * @param classes by binary name
 */
public record BootTypes(Map<String, Class<?>> classes) {
  /** Takes a copy. There is at least one class. */
  public BootTypes {
    classes = Map.copyOf(classes);
    if (classes.isEmpty()) {
      throw new IllegalArgumentException("boot types: none (expected: at least one)");
    }
  }

  /** The boot loader's unnamed module, which they belong to. */
  public Module module() {
    return classes.values().iterator().next().getModule();
  }
}
