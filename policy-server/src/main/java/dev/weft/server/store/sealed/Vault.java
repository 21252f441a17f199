package dev.weft.server.store.sealed;

import dev.weft.server.store.Database;
import dev.weft.server.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Secrets that all servers of one store share. In the database they are sealed with AES-256-GCM
 * under a key derived from a secret that is not there, together with their names and open parts: a
 * row that was tampered with does not open. Not thread-safe.
 */
public final class Vault {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final Database database;
  private final SealingKeys keys;
  private final String secretName;
  private String salt = SealingKeys.newSalt();

  /**
   * The vault of {@code database}.
   *
   * @param secret what it is sealed with
   * @param secretName the setting that holds the secret, for messages
   */
  public Vault(Database database, String secret, String secretName) {
    this.database = database;
    this.keys = new SealingKeys(secret);
    this.secretName = secretName;
  }

  /** Makes what is kept under a name for the first time. */
  @FunctionalInterface
  public interface Maker {
    /** What is to be kept. */
    Sealed make() throws GeneralSecurityException;
  }

  /**
   * What is kept under {@code name}.
   *
   * @throws StoreException when it does not open
   */
  public Optional<Sealed> get(String name) {
    return database.read(handle -> SealedRow.find(handle, name)).map(this::open);
  }

  /**
   * What is kept under {@code name}; of several servers that find nothing, one makes it.
   *
   * @throws StoreException when it does not open
   */
  public Sealed getOrMake(String name, Maker maker) throws GeneralSecurityException {
    Optional<Sealed> known = get(name);
    if (known.isPresent()) {
      return known.get();
    }
    SealedRow made = seal(name, maker.make());
    SealedRow kept =
        database.write(
            handle -> {
              made.insertIfMissing(handle);
              return SealedRow.find(handle, name).orElseThrow();
            });
    return open(kept);
  }

  /** Opens a row that was read elsewhere; salt, nonce and content in hex. */
  public Sealed open(
      String name, String openPart, String salt, long iterations, String nonce, String content) {
    return open(new SealedRow(name, openPart, salt, iterations, nonce, content));
  }

  private SealedRow seal(String name, Sealed content) throws GeneralSecurityException {
    byte[] nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        keys.key(salt, SealingKeys.ITERATIONS),
        new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(associated(name, content.openPart()));
    byte[] sealed = cipher.doFinal(content.secretPart().getBytes(StandardCharsets.UTF_8));
    HexFormat hex = HexFormat.of();
    return new SealedRow(
        name,
        content.openPart(),
        salt,
        SealingKeys.ITERATIONS,
        hex.formatHex(nonce),
        hex.formatHex(sealed));
  }

  private Sealed open(SealedRow row) {
    try {
      HexFormat hex = HexFormat.of();
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          keys.key(row.salt(), row.iterations()),
          new GCMParameterSpec(TAG_BITS, hex.parseHex(row.nonce())));
      cipher.updateAAD(associated(row.name(), row.openPart()));
      byte[] content = cipher.doFinal(hex.parseHex(row.content()));
      // One salt for all rows, so that the key is derived once; each row has a nonce of its own.
      this.salt = row.salt();
      return new Sealed(row.openPart(), new String(content, StandardCharsets.UTF_8));
    } catch (AEADBadTagException e) {
      throw new StoreException(
          secretName
              + ": does not open what is sealed in the database as "
              + row.name()
              + " (expected: the secret with which the first server of this store was started)",
          e);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new StoreException("sealed " + row.name() + ": malformed in the database", e);
    }
  }

  private static byte[] associated(String name, String openPart) {
    return ("weft-sealed-v1\n" + name + "\n" + openPart).getBytes(StandardCharsets.UTF_8);
  }
}
