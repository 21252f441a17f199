package dev.weft.agent.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.AgentMain;
import dev.weft.agent.http.jetty10.Jetty10Heads;
import dev.weft.agent.http.jetty9.Jetty9Requests;
import dev.weft.bootstrap.AgentThread;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Code in or called from rewritten JDK classes reaches nothing but boot types and the JDK. */
class ReachTest {
  @Test
  void bootTypes_all_reachOnlyTheJdkAndEachOther() throws Exception {
    Map<String, byte[]> files = ClassFiles.ofModule(AgentThread.class);
    Map<String, Set<String>> violations = new TreeMap<>();
    files.forEach(
        (path, file) -> note(violations, path, Reach.BOOT.violations(TypeNames.ofClass(file))));
    assertThat(files).containsKey("dev/weft/bootstrap/AgentThread.class");
    assertThat(violations).isEmpty();
  }

  @Test
  void advice_all_reachesOnlyTheJdkAndBootTypes() throws Exception {
    Map<String, byte[]> files = new TreeMap<>(ClassFiles.ofModule(AgentMain.class));
    files.putAll(ClassFiles.ofModule(Jetty9Requests.class));
    files.putAll(ClassFiles.ofModule(Jetty10Heads.class));
    Map<String, Set<String>> violations = new TreeMap<>();
    files.forEach(
        (path, file) -> note(violations, path, reach(path).violations(TypeNames.ofAdvice(file))));
    assertThat(files)
        .containsKeys(
            "dev/weft/agent/AgentMain.class",
            "dev/weft/agent/http/jetty9/ServerAdvice$Handle.class",
            "dev/weft/agent/http/jetty10/BeginAdvice$Begun.class",
            "dev/weft/agent/http/tomcat/AdapterAdvice$Service.class");
    assertThat(violations).isEmpty();
  }

  @Test
  void violations_plantedBootType_areFound() throws Exception {
    Set<String> names = TypeNames.ofClass(ClassFiles.of(PlantedBootType.class));
    assertThat(Reach.BOOT.violations(names))
        .contains(
            "java.lang.management.ManagementFactory", PlantedBootType.Planted.class.getName());
  }

  @Test
  void violations_plantedAdvice_areFoundInAdviceOnly() throws Exception {
    Set<String> names = TypeNames.ofAdvice(ClassFiles.of(PlantedAdvice.class));
    assertThat(names).doesNotContain("java.lang.Thread$State");
    assertThat(Reach.ADVICE.violations(names))
        .containsExactlyInAnyOrder(
            TypeNames.NOT_INLINED,
            PlantedBootType.class.getName(),
            PlantedBootType.Planted.class.getName());
  }

  private static Reach reach(String path) {
    return path.startsWith("dev/weft/agent/http/") ? Reach.LIBRARY_ADVICE : Reach.ADVICE;
  }

  private static void note(
      Map<String, Set<String>> violations, String path, Set<String> violationsOfOne) {
    if (!violationsOfOne.isEmpty()) {
      violations.put(path, violationsOfOne);
    }
  }
}
