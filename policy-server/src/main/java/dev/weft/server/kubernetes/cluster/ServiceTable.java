package dev.weft.server.kubernetes.cluster;

import dev.weft.server.directory.Place;
import dev.weft.server.kubernetes.api.ObjectName;
import dev.weft.server.kubernetes.api.ObjectSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The services of a cluster, and who stands behind them. Safe for use by many threads. */
final class ServiceTable {
  // All guarded by this.
  private final Map<ObjectName, Service> services = new HashMap<>();
  private final Map<ObjectName, Slice> slices = new HashMap<>();
  private final Map<String, ObjectName> byAddress = new HashMap<>();
  private final Map<ObjectName, Map<ObjectName, Slice>> byService = new HashMap<>();

  /** Takes the services. */
  ObjectSink<Service> services() {
    return sink(services, this::dropService, this::addService);
  }

  /** Takes the slices of endpoints. */
  ObjectSink<Slice> slices() {
    return sink(slices, this::dropSlice, this::addSlice);
  }

  /** Whether {@code address} is a service's, and so nobody's own. */
  synchronized boolean isVirtual(String address) {
    return byAddress.containsKey(address);
  }

  /** The places to which the cluster may lead a connection to that address and port. */
  synchronized List<Place> behind(String address, int port) {
    ObjectName name = byAddress.get(address);
    Service service = name == null ? null : services.get(name);
    List<Place> places = new ArrayList<>();
    if (service == null) {
      return places;
    }
    for (ServicePort offered : service.ports()) {
      if (offered.port() == port) {
        for (Slice slice : byService.getOrDefault(name, Map.of()).values()) {
          add(slice, offered.name(), places);
        }
      }
    }
    return places;
  }

  private static void add(Slice slice, String portName, List<Place> places) {
    for (ServicePort target : slice.ports()) {
      if (target.name().equals(portName)) {
        for (String address : slice.addresses()) {
          places.add(new Place("", address, target.port()));
        }
      }
    }
  }

  private void addService(ObjectName name, Service service) {
    service.addresses().forEach(it -> byAddress.put(it, name));
  }

  private void dropService(ObjectName name, Service service) {
    service.addresses().forEach(it -> byAddress.remove(it, name));
  }

  private void addSlice(ObjectName name, Slice slice) {
    byService.computeIfAbsent(serviceOf(name, slice), it -> new HashMap<>()).put(name, slice);
  }

  private void dropSlice(ObjectName name, Slice slice) {
    byService.computeIfPresent(
        serviceOf(name, slice),
        (it, known) -> {
          known.remove(name);
          return known.isEmpty() ? null : known;
        });
  }

  private static ObjectName serviceOf(ObjectName slice, Slice it) {
    return new ObjectName(slice.namespace(), it.service());
  }

  private <T> ObjectSink<T> sink(
      Map<ObjectName, T> known, BiConsumer<ObjectName, T> drop, BiConsumer<ObjectName, T> add) {
    return new ObjectSink<>() {
      @Override
      public void replace(Map<ObjectName, T> all) {
        synchronized (ServiceTable.this) {
          List.copyOf(known.keySet()).forEach(this::remove);
          all.forEach(this::put);
        }
      }

      @Override
      public void put(ObjectName name, T object) {
        synchronized (ServiceTable.this) {
          dropIfThere(name, known.put(name, object));
          add.accept(name, object);
        }
      }

      @Override
      public void remove(ObjectName name) {
        synchronized (ServiceTable.this) {
          dropIfThere(name, known.remove(name));
        }
      }

      private void dropIfThere(ObjectName name, @Nullable T before) {
        if (before != null) {
          drop.accept(name, before);
        }
      }
    };
  }
}
