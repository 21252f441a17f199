package dev.weft.deploy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was rendered.
 *
 * @param all every document, in the order of the text
 */
record Documents(List<HasMetadata> all) {
  /** The documents in {@code text}, strictly. */
  static Documents read(String text) throws IOException {
    return new Documents(KubernetesTypes.read(text));
  }

  /** Those of a type. */
  <T extends HasMetadata> List<T> of(Class<T> type) {
    return all.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The one of that type and name. */
  <T extends HasMetadata> Optional<T> find(Class<T> type, String name) {
    return of(type).stream().filter(it -> it.getMetadata().getName().equals(name)).findFirst();
  }

  /** The text under {@code key} of the ConfigMap {@code name}. */
  String data(String name, String key) {
    return find(ConfigMap.class, name)
        .map(it -> it.getData().get(key))
        .orElseThrow(() -> new AssertionError("no " + key + " in ConfigMap " + name));
  }

  /** What pods are made from. */
  List<Pods> pods() {
    return all.stream().flatMap(it -> pods(it).stream()).toList();
  }

  /** What the pods of {@code name} are made from. */
  Pods pods(String name) {
    return pods().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  private static Optional<Pods> pods(HasMetadata owner) {
    if (owner instanceof StatefulSet set) {
      return Optional.of(
          new Pods(
              owner,
              set.getSpec().getSelector().getMatchLabels(),
              set.getSpec().getTemplate(),
              set.getSpec().getVolumeClaimTemplates().stream()
                  .map(it -> it.getMetadata().getName())
                  .toList()));
    }
    if (owner instanceof Deployment deployment) {
      return Optional.of(
          pods(
              owner,
              deployment.getSpec().getSelector().getMatchLabels(),
              deployment.getSpec().getTemplate()));
    }
    if (owner instanceof DaemonSet set) {
      return Optional.of(
          pods(owner, set.getSpec().getSelector().getMatchLabels(), set.getSpec().getTemplate()));
    }
    return Optional.empty();
  }

  private static Pods pods(
      HasMetadata owner, Map<String, String> selector, PodTemplateSpec template) {
    return new Pods(owner, selector, template, List.of());
  }
}
