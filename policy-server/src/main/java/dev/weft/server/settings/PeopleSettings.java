package dev.weft.server.settings;

import dev.weft.server.access.RoleMapping;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How people prove who they are, and how much they may ask.
 *
 * @param oidc {@code weft.oidc.*}: an OpenID provider whose tokens are taken; absent, none are
 * @param clients {@code weft.clients.*}: a CA whose client certificates are people's; absent, none
 *     are
 * @param rateLimit {@code weft.rate.limit}: requests per second of one person; 0 for no limit
 */
public record PeopleSettings(Optional<Oidc> oidc, Optional<Clients> clients, int rateLimit) {
  /** Requests per second of one person unless a setting says otherwise. */
  public static final int DEFAULT_RATE_LIMIT = 200;

  /** What holds when nothing is set: API tokens only. */
  public static final PeopleSettings DEFAULT =
      new PeopleSettings(Optional.empty(), Optional.empty(), DEFAULT_RATE_LIMIT);

  /**
   * An OpenID provider.
   *
   * @param issuer {@code weft.oidc.issuer}: what its tokens' {@code iss} is, and where it is found
   * @param audience {@code weft.oidc.audience}: what its tokens' {@code aud} must have in it
   * @param usernameClaim {@code weft.oidc.username.claim}: the claim with a person's name
   * @param groupsClaim {@code weft.oidc.groups.claim}: the claim with their groups
   * @param roles {@code weft.oidc.roles}: the roles of groups
   * @param keys {@code weft.oidc.jwks}: where its keys are
   * @param ca {@code weft.oidc.ca}: a PEM file with what to trust for its HTTPS; absent, what the
   *     JDK trusts
   */
  public record Oidc(
      URI issuer,
      String audience,
      String usernameClaim,
      String groupsClaim,
      RoleMapping roles,
      KeyPlace keys,
      Optional<Path> ca) {}

  /** Where a provider's keys are (a JWK set, RFC 7517). */
  public sealed interface KeyPlace {
    /** Where the provider's own metadata says (OpenID Connect Discovery 1.0). */
    record Discovery() implements KeyPlace {}

    /** At an HTTPS URL. */
    record Url(URI url) implements KeyPlace {}

    /** In a file, which is read again when it may have changed. */
    record File(Path path) implements KeyPlace {}
  }

  /**
   * Client certificates of people.
   *
   * @param ca {@code weft.clients.ca}: a PEM file with the CA for people
   * @param roles {@code weft.clients.roles}: the roles of {@code O=<organization>} and {@code
   *     CN=<common name>}
   */
  public record Clients(Path ca, RoleMapping roles) {}
}
