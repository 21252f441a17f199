package dev.weft.benchmarks.driver;

import dev.weft.benchmarks.programs.KeyStoreFolder;
import dev.weft.benchmarks.programs.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes the keys and certificates of TLS by hand, with the JDK's keytool: P-256 throughout. */
public final class KeyStores {
  private static final String CA = "ca";

  private final Jdk jdk;
  private final Path folder;
  private final Path caStore;

  private KeyStores(Jdk jdk, Path folder) {
    this.jdk = jdk;
    this.folder = folder;
    this.caStore = folder.resolve("ca.p12");
  }

  /** Fills {@code folder}, as {@link KeyStoreFolder} has it. */
  public static void make(Jdk jdk, Path folder) throws IOException, InterruptedException {
    KeyStores stores = new KeyStores(jdk, folder);
    stores.generate(stores.caStore, CA, "CN=benchmark CA", "bc:critical=ca:true");
    stores.copy(stores.caStore, CA, KeyStoreFolder.trustStore(folder));
    for (Role role : Role.values()) {
      stores.issue(role);
    }
    Files.delete(stores.caStore);
  }

  private void issue(Role role) throws IOException, InterruptedException {
    Path store = role.keyStore(folder);
    Path request = folder.resolve(role.alias() + ".csr");
    Path certificate = folder.resolve(role.alias() + ".pem");
    generate(store, role.alias(), "CN=" + role.alias(), "bc=ca:false");
    keytool(store, "-certreq", "-alias", role.alias(), "-file", request.toString());
    keytool(
        caStore,
        "-gencert",
        "-alias",
        CA,
        "-infile",
        request.toString(),
        "-rfc",
        "-outfile",
        certificate.toString(),
        "-ext",
        "san=ip:127.0.0.1,dns:localhost");
    copy(caStore, CA, store);
    keytool(store, "-importcert", "-alias", role.alias(), "-file", certificate.toString());
  }

  private void generate(Path store, String alias, String name, String extension)
      throws IOException, InterruptedException {
    keytool(
        store,
        "-genkeypair",
        "-alias",
        alias,
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        name,
        "-ext",
        extension,
        "-validity",
        "2");
  }

  /** Puts the certificate of {@code alias} into another store, as one to trust. */
  private void copy(Path from, String alias, Path to) throws IOException, InterruptedException {
    Path certificate = folder.resolve(alias + ".pem");
    keytool(from, "-exportcert", "-alias", alias, "-rfc", "-file", certificate.toString());
    keytool(to, "-importcert", "-alias", alias, "-noprompt", "-file", certificate.toString());
  }

  private void keytool(Path store, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(jdk.tool("keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", KeyStoreFolder.PASSWORD));
    Path log = folder.resolve("keytool.log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    process.getOutputStream().close();
    if (process.waitFor() != 0) {
      throw new IOException("keytool failed: " + Files.readString(log));
    }
  }
}
