package dev.weft.server.ca;

import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonWriter;
import dev.weft.server.store.sealed.Sealed;
import dev.weft.server.store.sealed.Vault;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The CA of servers that share a database: its certificates in the open, its keys sealed. */
public final class SharedCa {
  /** The name under which it is kept. */
  public static final String NAME = "ca";

  private static final String PLACE = "the CA of the store";

  private SharedCa() {}

  /** The CA in {@code vault}, which the first server makes. */
  static CaMaterial openOrMake(Vault vault, String trustDomain, Instant now) throws CaException {
    try {
      return require(parts(vault.getOrMake(NAME, () -> seal(CaParts.make(trustDomain, now)))), now);
    } catch (GeneralSecurityException | JsonFormatException e) {
      // The parsers' own words are left out: they may quote a key.
      throw new CaException(PLACE + " cannot be made or read");
    }
  }

  /** What {@code parts} sign with, when they can be used. */
  static CaMaterial require(CaParts parts, Instant now) throws CaException {
    try {
      return CaCheck.require(
          PLACE,
          Pem.privateKey(parts.key()),
          List.of(Pem.certificates(parts.issuer()).get(0)),
          CaRoots.of(PLACE, Pem.certificates(parts.root())),
          now);
    } catch (GeneralSecurityException | IOException e) {
      throw new CaException(PLACE + " cannot be read");
    }
  }

  static Sealed seal(CaParts parts) {
    return new Sealed(
        JsonWriter.write(
            JsonObject.builder()
                .put(CaFolder.ROOT, parts.root())
                .put(CaFolder.ISSUER, parts.issuer())
                .put(CaFolder.CHAIN, parts.chain())
                .build()),
        JsonWriter.write(
            JsonObject.builder()
                .put(CaFolder.ROOT_KEY, parts.rootKey())
                .put(CaFolder.KEY, parts.key())
                .build()));
  }

  static CaParts parts(Sealed sealed) throws JsonFormatException {
    JsonObject open = object(sealed.openPart());
    JsonObject secret = object(sealed.secretPart());
    return new CaParts(
        text(secret, CaFolder.ROOT_KEY),
        text(open, CaFolder.ROOT),
        text(secret, CaFolder.KEY),
        text(open, CaFolder.ISSUER),
        text(open, CaFolder.CHAIN));
  }

  private static JsonObject object(String json) throws JsonFormatException {
    return JsonReader.read(json) instanceof JsonObject object ? object : JsonObject.EMPTY;
  }

  private static String text(JsonObject object, String name) {
    return Optional.ofNullable(object.string(name)).orElse("");
  }
}
