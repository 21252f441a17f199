package dev.weft.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleMappingTest {
  @Test
  void parse_groupsWithAndWithoutNamespaces_areRead() {
    RoleMapping roles =
        RoleMapping.parse("platform=admin, team-a=editor:shop|billing,team-a=viewer");

    assertThat(roles.of(List.of("platform")).grants())
        .containsExactly(new Grant(Role.ADMIN, Scope.ALL));
    assertThat(roles.of(List.of("team-a")).grants())
        .containsExactly(
            new Grant(Role.EDITOR, Scope.of(Set.of("shop", "billing"))),
            new Grant(Role.VIEWER, Scope.ALL));
    assertThat(roles.of(List.of("team-a", "platform", "nobody")).grants()).hasSize(3);
    assertThat(roles.of(List.of("Platform", "platform ")).grants()).isEmpty();
  }

  @Test
  void parse_distinguishedName_mayHaveEqualsSignsAndEscapedCommas() {
    RoleMapping roles = RoleMapping.parse("CN=ops\\,OU=it=admin,O=a\\\\b=viewer:shop");

    assertThat(roles.grants()).containsOnlyKeys("CN=ops,OU=it", "O=a\\b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "platform",
        "=admin",
        " =admin",
        "platform=",
        "platform=root",
        "platform=Admin",
        "platform=admin,",
        ",platform=admin",
        "platform=admin:",
        "platform=editor:shop|",
        "platform=editor:Shop",
        "platform=editor:*",
        "platform=editor:shop:back",
        "platform\\=admin",
        "platform=admin\\"
      })
  void parse_malformed_isRefused(String text) {
    assertThatThrownBy(() -> RoleMapping.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }
}
