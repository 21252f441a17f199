package dev.weft.server;

import dev.weft.server.backup.Backup;
import dev.weft.server.backup.BackupException;
import dev.weft.server.backup.Restore;
import dev.weft.server.ca.CaException;
import dev.weft.server.ca.CaTransfer;
import dev.weft.server.ca.SharedCa;
import dev.weft.server.settings.Secret;
import dev.weft.server.settings.Settings;
import dev.weft.server.settings.SettingsException;
import dev.weft.server.settings.SettingsLoader;
import dev.weft.server.store.EmbeddedDatabase;
import dev.weft.server.store.EmbeddedSource;
import dev.weft.server.store.PrivateFiles;
import dev.weft.server.store.StoreException;
import dev.weft.server.store.StoreSource;
import dev.weft.server.store.postgres.PostgresSource;
import dev.weft.server.store.sealed.Sealed;
import dev.weft.server.store.sealed.Vault;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code backup FILE} and {@code restore FILE}: the program's other two uses. */
final class BackupCommand {
  private final BackupArguments arguments;
  private final Settings settings;
  private final PrintStream out;

  private BackupCommand(BackupArguments arguments, Settings settings, PrintStream out) {
    this.arguments = arguments;
    this.settings = settings;
    this.out = out;
  }

  /** Whether {@code arguments} ask for a backup or a restore. */
  static boolean isMeant(List<String> arguments) {
    return !arguments.isEmpty() && BackupArguments.COMMANDS.contains(arguments.get(0));
  }

  /** Does what {@code arguments} ask for, with the same settings as the server. */
  static void run(
      List<String> arguments,
      Map<String, String> properties,
      Map<String, String> environment,
      PrintStream out)
      throws SettingsException, StartException {
    BackupArguments parsed = BackupArguments.parse(arguments);
    Settings settings =
        SettingsLoader.load(
            parsed.config().map(List::of).orElse(List.of()), properties, environment);
    BackupCommand command = new BackupCommand(parsed, settings, out);
    try {
      if (parsed.restores()) {
        command.restore();
      } else {
        command.backUp();
      }
    } catch (BackupException
        | CaException
        | IOException
        | GeneralSecurityException
        | RuntimeException e) {
      throw new StartException(arguments.get(0) + ": " + e.getMessage(), e);
    }
  }

  private boolean isShared() {
    return settings.store().url().isPresent();
  }

  private void backUp() throws BackupException {
    StoreSource source =
        isShared()
            ? new PostgresSource(SharedBackend.login(settings.store()))
            : new EmbeddedSource(settings.dataDir());
    Optional<Path> ca = Optional.empty();
    if (arguments.withCa() && !isShared() && settings.caDir().isEmpty()) {
      ca = Optional.of(CaTransfer.folder(settings.dataDir()));
    }
    Map<String, Long> counts = Backup.write(source, ca, arguments.file(), Instant.now());
    out.println("backup: " + arguments.file() + ": " + counts);
    if (counts.containsKey("ca")) {
      out.println("the CA's keys are in it, not sealed: keep it as you keep them");
    } else if (!counts.containsKey("sealed")) {
      out.println("the CA's keys are not in it");
    }
  }

  private void restore()
      throws BackupException, CaException, IOException, GeneralSecurityException {
    Restore restore = new Restore(arguments.file());
    Restore.Contents contents = restore.check();
    if (isShared()) {
      restoreShared(restore, contents);
    } else {
      restoreEmbedded(restore, contents);
    }
    out.println("restored: " + arguments.file() + ": " + contents.counts());
  }

  private void restoreShared(Restore restore, Restore.Contents contents)
      throws BackupException, CaException, GeneralSecurityException {
    try (SharedBackend backend = SharedBackend.open(settings)) {
      for (String name : contents.sealed().keySet()) {
        Optional<Sealed> unused = Restore.open(contents, name, backend.vault());
      }
      restore.into(backend.database(), Restore.SealedRows.TAKE);
      if (!contents.caFiles().isEmpty()) {
        Sealed ca = CaTransfer.seal(contents.caFiles(), Instant.now());
        Sealed unused = backend.vault().getOrMake(SharedCa.NAME, () -> ca);
      }
    }
  }

  private void restoreEmbedded(Restore restore, Restore.Contents contents)
      throws BackupException, CaException, IOException {
    PrivateFiles.createFolder(settings.dataDir());
    try (EmbeddedDatabase database = EmbeddedDatabase.open(settings.dataDir())) {
      Map<String, String> ca = contents.caFiles();
      if (ca.isEmpty() && contents.sealed().containsKey(SharedCa.NAME)) {
        Vault vault = new Vault(database, sealingSecret(), "weft.store.secret");
        ca = CaTransfer.unseal(Restore.open(contents, SharedCa.NAME, vault).orElseThrow());
      }
      Path folder = CaTransfer.folder(settings.dataDir());
      boolean made = !ca.isEmpty() && !Files.exists(folder);
      if (!ca.isEmpty()) {
        CaTransfer.write(folder, ca, Instant.now());
      }
      try {
        restore.into(database, Restore.SealedRows.LEAVE);
      } catch (BackupException | RuntimeException e) {
        if (made) {
          CaTransfer.delete(folder);
        }
        throw e;
      }
    }
  }

  private String sealingSecret() {
    return settings
        .store()
        .secret()
        .or(() -> settings.store().password())
        .map(Secret::reveal)
        .orElseThrow(
            () ->
                new StoreException(
                    "the CA is sealed in the backup (expected: weft.store.secret.file, a file with"
                        + " the secret that the servers it comes from had)"));
  }
}
