package dev.weft.proxy.settings;

import dev.weft.core.directory.IpLiteral;
import dev.weft.enforcer.settings.ValueType;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.Set;

/** Addresses of single machines, with commas between them. */
record AddressesType() implements ValueType<Set<InetAddress>> {
  @Override
  public String expected() {
    return "IP addresses with commas between them";
  }

  @Override
  public Set<InetAddress> parse(String text) {
    Set<InetAddress> addresses = new LinkedHashSet<>();
    for (String one : text.split(",", -1)) {
      InetAddress address = IpLiteral.parse(one.strip());
      if (address.isLoopbackAddress()
          || address.isAnyLocalAddress()
          || address.isMulticastAddress()) {
        throw new IllegalArgumentException("no address of a machine");
      }
      addresses.add(address);
    }
    return addresses;
  }
}
