package dev.weft.core.control;

import java.util.List;

/**
 * The mesh-wide settings.
 *
 * @param rootNamespace the namespace whose policies apply to every namespace
 * @param trustDomain the mesh's own trust domain
 * @param trustDomainAliases other trust domains that policies may name it by
 */
public record ConfigSettings(
    String rootNamespace, String trustDomain, List<String> trustDomainAliases) {
  public ConfigSettings {
    trustDomainAliases = List.copyOf(trustDomainAliases);
  }
}
