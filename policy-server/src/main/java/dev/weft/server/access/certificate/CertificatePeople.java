package dev.weft.server.access.certificate;

import dev.weft.server.access.RoleMapping;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Caller;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * Reads who a person is from the subject of their certificate, as Kubernetes does: the common name
 * is the user, each organization a group. The name gets the prefix {@code cert:}, so that no
 * certificate can take the name of somebody known by other means.
 */
public final class CertificatePeople {
  /** The start of the names of people known by their certificate. */
  public static final String PREFIX = "cert:";

  private static final int LONGEST_NAME = 253;
  private static final int MOST_GROUPS = 256;

  private final RoleMapping roles;

  /**
   * A reader of subjects.
   *
   * @param roles the roles of {@code O=<organization>} and {@code CN=<common name>}
   */
  public CertificatePeople(RoleMapping roles) {
    this.roles = roles;
  }

  /**
   * The person with {@code certificate}, whose chain has been checked.
   *
   * @throws ApiException 401 when its subject does not name exactly one person
   */
  public Caller.Person person(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    List<String> groups = new ArrayList<>();
    X500Name subject = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    for (RDN part : subject.getRDNs()) {
      for (AttributeTypeAndValue attribute : part.getTypesAndValues()) {
        if (attribute.getType().equals(BCStyle.CN)) {
          names.add(text(attribute));
        } else if (attribute.getType().equals(BCStyle.O)) {
          groups.add(text(attribute));
        }
      }
    }
    if (names.size() != 1) {
      throw refused(names.size() + " common names", "exactly one in the subject");
    }
    if (groups.size() > MOST_GROUPS) {
      throw refused(groups.size() + " organizations", "at most " + MOST_GROUPS);
    }
    List<String> keys = new ArrayList<>(List.of("CN=" + names.get(0)));
    groups.forEach(it -> keys.add("O=" + it));
    return new Caller.Person(
        PREFIX + names.get(0), groups.stream().map(PREFIX::concat).toList(), roles.of(keys));
  }

  private static String text(AttributeTypeAndValue attribute) {
    if (attribute.getValue() instanceof ASN1String value) {
      String text = value.getString();
      if (!text.isBlank()
          && text.length() <= LONGEST_NAME
          && text.codePoints().noneMatch(Character::isISOControl)) {
        return text;
      }
    }
    throw refused("a subject with an unfit name", "names of 1 to 253 printable characters");
  }

  private static ApiException refused(String found, String expected) {
    return ApiException.unauthorized(
        "client certificate: " + found + " (expected: " + expected + ")");
  }
}
