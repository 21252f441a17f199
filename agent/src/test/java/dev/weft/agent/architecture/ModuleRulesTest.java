package dev.weft.agent.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.Security;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** Which module may use which, and what nothing that runs in an application's JVM may call. */
class ModuleRulesTest {
  /** Runs in no application. */
  private static final String COMMAND = "dev.weft.attach..";

  private static final JavaClasses WEFT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          // What modules lend each other for tests.
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.weft");

  @Test
  void bootstrap_usesNothingOfWeft() {
    noClasses()
        .that()
        .resideInAPackage("dev.weft.bootstrap..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.weft.core..", "dev.weft.enforcer..", "dev.weft.agent..", "dev.weft.server..")
        .check(WEFT);
  }

  @Test
  void core_usesNoProgram() {
    noClasses()
        .that()
        .resideInAPackage("dev.weft.core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.weft.bootstrap..", "dev.weft.enforcer..", "dev.weft.agent..", "dev.weft.server..")
        .check(WEFT);
  }

  @Test
  void enforcer_usesNoProgram() {
    noClasses()
        .that()
        .resideInAPackage("dev.weft.enforcer..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.weft.agent..", "dev.weft.server..")
        .check(WEFT);
  }

  @Test
  void agent_usesNoServer() {
    noClasses()
        .that()
        .resideInAPackage("dev.weft.agent..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.weft.server..")
        .check(WEFT);
  }

  @Test
  void agent_insideItsLoader_knowsNothingOfTheLauncher() {
    noClasses()
        .that()
        .resideInAPackage("dev.weft.agent..")
        .and()
        // The build's own part is not inside: no jar holds it.
        .resideOutsideOfPackages("dev.weft.agent.launch..", "dev.weft.agent.prepare..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.weft.agent.launch..")
        .check(WEFT);
  }

  @Test
  void launcher_beforeTheLoader_usesTheJdkAlone() {
    noClasses()
        .that()
        .resideInAPackage("dev.weft.agent.launch..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("java..", "dev.weft.agent.launch..", "org.jspecify..")
        .check(WEFT);
  }

  @Test
  void attachCommand_inAJvmOfItsOwn_usesTheJdkAlone() {
    noClasses()
        .that()
        .resideInAPackage(COMMAND)
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "java..", "com.sun.tools.attach..", "dev.weft.attach..", "org.jspecify..")
        .check(WEFT);
  }

  @Test
  void all_inTheApplicationsJvm_leaveItsLoggingAndUnsafeAlone() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.logging..", "org.slf4j..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("sun.misc.Unsafe")
        .check(WEFT);
  }

  @Test
  void all_inTheApplicationsJvm_leaveItsGlobalStateAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage(COMMAND)
        .should()
        .accessField(System.class, "err")
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(System.class, "setProperty", String.class, String.class)
        .orShould()
        .callMethod(System.class, "clearProperty", String.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .orShould()
        .callMethod(SSLContext.class, "setDefault", SSLContext.class)
        .orShould()
        .callMethod(Security.class, "addProvider", java.security.Provider.class)
        .orShould()
        .callMethod(Security.class, "insertProviderAt", java.security.Provider.class, int.class)
        .orShould()
        .callMethod(Security.class, "setProperty", String.class, String.class)
        .orShould()
        .callMethod(
            HttpsURLConnection.class,
            "setDefaultHostnameVerifier",
            javax.net.ssl.HostnameVerifier.class)
        .orShould()
        .callMethod(
            HttpsURLConnection.class,
            "setDefaultSSLSocketFactory",
            javax.net.ssl.SSLSocketFactory.class)
        .check(WEFT);
  }
}
