package dev.weft.proxy.settings;

import dev.weft.enforcer.settings.ValueType;

/** A host and a port. */
record HostPortType() implements ValueType<HostPort> {
  @Override
  public String expected() {
    return HostPort.EXPECTED;
  }

  @Override
  public HostPort parse(String text) {
    return HostPort.parse(text);
  }
}
