package dev.weft.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.weft.proxy.settings.ProxySettings;
import dev.weft.server.settings.SettingsLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * Every setting of the programs has its place in the chart: it is set by a value of its own, may be
 * given under {@code settings}, or is left out for a reason.
 */
class SettingNamesTest {
  /** No setting is spelled nearly so. */
  private static final String NOBODYS = "zzzzzzzzzzzzzzzzzzzzzzzz";

  /**
   * Secrets, which are taken from files; files of the program's own; the API server's credentials.
   */
  private static final Set<String> NOT_FOR_THE_SERVER =
      Set.of(
          "store.password",
          "store.secret",
          "config",
          "kubernetes.api.ca",
          "kubernetes.api.token.file");

  /**
   * The log is the container's output; workloads stand in the settings or in the cluster; what a
   * pod shows the policy server is where the kubelet mounts it.
   */
  private static final Set<String> NOT_FOR_THE_PROXY =
      Set.of("config", "log.file", "workloads.folder", "kubernetes.token.file", "ca.file");

  private static Set<String> allowed(String program) throws Exception {
    List<String> names = new ArrayList<>();
    JsonMapper.builder()
        .build()
        .readTree(Deploy.text("helm/weft/values.schema.json"))
        .at("/properties/" + program + "/properties/settings/propertyNames/enum")
        .forEach(it -> names.add(it.textValue()));
    assertThat(names).isNotEmpty().doesNotHaveDuplicates();
    return new TreeSet<>(names);
  }

  /** The names that a program lists when it is given one that it does not know. */
  private static Set<String> known(ThrowingCallable reading) {
    String message = String.valueOf(catchThrowable(reading).getMessage());
    assertThat(message).contains(NOBODYS);
    Set<String> names = new TreeSet<>();
    for (String word : message.substring(message.lastIndexOf("one of")).split("[^a-z.]+", -1)) {
      if (!Set.of("one", "of", "").contains(word)) {
        names.add(word.startsWith("weft.") ? word.substring("weft.".length()) : word);
      }
    }
    assertThat(names).hasSizeGreaterThan(8);
    return names;
  }

  /** The names in the settings file that is rendered. */
  private static Set<String> set(String configMap, String values) throws Exception {
    Set<String> names = new TreeSet<>();
    new YAMLMapper()
        .readTree(Chart.render(values).data("weft-" + configMap, configMap + ".yaml"))
        .fieldNames()
        .forEachRemaining(names::add);
    return names;
  }

  private static Map<String, String> nobodys() {
    return Map.of("weft." + NOBODYS, "x");
  }

  @Test
  void policyServersSettings_all_haveTheirPlace() throws Exception {
    Set<String> known = known(() -> SettingsLoader.load(List.of(), nobodys(), Map.of()));
    Set<String> allowed = allowed("policyServer");
    Set<String> own = new TreeSet<>(set("policy-server", ValuesSets.POSTGRES));
    own.addAll(set("policy-server", ValuesSets.OWN_ISSUER));

    assertThat(known).containsAll(allowed).containsAll(own).containsAll(NOT_FOR_THE_SERVER);
    assertThat(allowed).doesNotContainAnyElementsOf(own);
    assertThat(Stream.of(allowed, own, NOT_FOR_THE_SERVER).flatMap(Set::stream)).containsAll(known);
  }

  @Test
  void nodeProxysSettings_all_haveTheirPlace() throws Exception {
    Set<String> known = known(() -> ProxySettings.read(List.of("x"), nobodys(), Map.of()));
    Set<String> allowed = allowed("nodeProxy");
    Set<String> own = set("node-proxy", ValuesSets.DEFAULTS);

    assertThat(known).containsAll(allowed).containsAll(own).containsAll(NOT_FOR_THE_PROXY);
    assertThat(allowed).doesNotContainAnyElementsOf(own);
    assertThat(Stream.of(allowed, own, NOT_FOR_THE_PROXY).flatMap(Set::stream)).containsAll(known);
  }
}
