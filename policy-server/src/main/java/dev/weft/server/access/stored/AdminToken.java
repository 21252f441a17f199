package dev.weft.server.access.stored;

import dev.weft.core.json.JsonObject;
import dev.weft.server.access.token.ApiTokenString;
import dev.weft.server.store.Plan;
import dev.weft.server.store.PrivateFiles;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceKey;
import dev.weft.server.store.ResourceStore;
import dev.weft.server.store.Write;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * The token with which people administer a new mesh. The store keeps its hash; the token itself is
 * in a file that its owner alone may read, on the machine where it was made.
 */
public final class AdminToken {
  /** The resource that keeps the hash. No path of the API leads to it. */
  static final ResourceKey KEY = new ResourceKey("weft.dev", "AdminToken", "", "admin");

  private static final String ACTOR = "mesh";

  private AdminToken() {}

  /**
   * Sees to it that there is an admin token: the one that the store knows, or else the one in
   * {@code file}, or else a new one.
   *
   * @return whether a new one was made
   * @throws IOException when the file cannot be read or written, or holds no token
   */
  public static boolean ensure(ResourceStore store, Path file, InstantSource clock)
      throws IOException {
    if (store.snapshot().get(KEY) != null) {
      return false;
    }
    boolean there = Files.exists(file);
    ApiTokenString token = there ? read(file) : ApiTokenString.makeAdmin();
    if (!there) {
      // The file first: a hash without its token would lock everybody out.
      write(file, token);
    }
    boolean first =
        !store
            .change(
                ACTOR,
                now ->
                    now.get(KEY) == null
                        ? Plan.of(new Write.Put(resource(token, clock.instant())))
                        : Plan.NOTHING)
            .isEmpty();
    if (!first && !there) {
      // Another server was faster: its token is the one that counts.
      Files.delete(file);
    }
    return first && !there;
  }

  /** Makes a new token, which replaces the one before, and writes it to {@code file}. */
  public static void replace(ResourceStore store, Path file, InstantSource clock)
      throws IOException {
    ApiTokenString token = ApiTokenString.makeAdmin();
    write(file, token);
    store.change(ACTOR, now -> Plan.of(new Write.Put(resource(token, clock.instant()))));
  }

  private static void write(Path file, ApiTokenString token) throws IOException {
    PrivateFiles.write(file, (token.reveal() + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static ApiTokenString read(Path file) throws IOException {
    PrivateFiles.requirePrivate(file);
    return ApiTokenString.parse(Files.readString(file, StandardCharsets.US_ASCII).strip())
        .orElseThrow(
            () ->
                new IOException(
                    file
                        + ": no admin token (expected: one as the server wrote it; delete the file"
                        + " to have a new one made)"));
  }

  private static Resource resource(ApiTokenString token, Instant now) {
    String uid = UUID.randomUUID().toString();
    JsonObject body =
        JsonObject.builder()
            .put("apiVersion", KEY.group() + "/v1")
            .put("kind", KEY.kind())
            .put("metadata", JsonObject.builder().put("name", KEY.name()).put("uid", uid).build())
            .build();
    return new Resource(KEY, uid, 0, 0, 1, now, Optional.of(token.secretHash()), body);
  }
}
