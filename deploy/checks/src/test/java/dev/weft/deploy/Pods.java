package dev.weft.deploy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What pods are made from.
 *
 * @param owner the object that makes them
 * @param selector by which it knows them
 * @param template what they are
 * @param claims the names of volumes that it claims for each
 */
record Pods(
    HasMetadata owner,
    Map<String, String> selector,
    PodTemplateSpec template,
    List<String> claims) {
  String name() {
    return owner.getMetadata().getName();
  }

  Map<String, String> labels() {
    return template.getMetadata().getLabels();
  }

  PodSpec spec() {
    return template.getSpec();
  }

  /** Their one container. */
  Container container() {
    if (spec().getContainers().size() != 1 || !spec().getInitContainers().isEmpty()) {
      throw new AssertionError(name() + ": several containers (expected: one)");
    }
    return spec().getContainers().get(0);
  }

  /** The names of the container's ports. */
  Set<String> ports() {
    return container().getPorts().stream().map(it -> it.getName()).collect(Collectors.toSet());
  }

  List<Probe> probes() {
    return List.of(
        container().getStartupProbe(),
        container().getLivenessProbe(),
        container().getReadinessProbe());
  }

  /** The names of the ConfigMaps that are mounted. */
  Set<String> configMaps() {
    Stream<String> direct =
        spec().getVolumes().stream()
            .filter(it -> it.getConfigMap() != null)
            .map(it -> it.getConfigMap().getName());
    Stream<String> projected =
        spec().getVolumes().stream()
            .filter(it -> it.getProjected() != null)
            .flatMap(it -> it.getProjected().getSources().stream())
            .filter(it -> it.getConfigMap() != null)
            .map(it -> it.getConfigMap().getName());
    return Stream.concat(direct, projected).collect(Collectors.toSet());
  }

  /** The names of the Secrets that are mounted. */
  Set<String> secrets() {
    return spec().getVolumes().stream()
        .filter(it -> it.getSecret() != null)
        .map(it -> it.getSecret().getSecretName())
        .collect(Collectors.toSet());
  }

  /** The names of all volumes. */
  Set<String> volumes() {
    return Stream.concat(spec().getVolumes().stream().map(Volume::getName), claims.stream())
        .collect(Collectors.toSet());
  }
}
