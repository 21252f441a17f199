package dev.weft.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibraryIndexTest {
  private static final String ADAPTER = "org/apache/catalina/connector/CoyoteAdapter";

  @ParameterizedTest
  @EnumSource
  void parse_whatWasWritten_leadsFromEachClassToItsLibrary(KnownLibrary library)
      throws IOException {
    LibraryIndex index = LibraryIndex.parse(LibraryIndex.write(), it -> true);

    for (LibraryClass type : library.get().classes()) {
      assertThat(index.find(type.path())).contains(new LibraryIndex.Entry(type.path(), library));
      assertThat(index.find("shop/shaded/" + type.path())).isEqualTo(index.find(type.path()));
    }
  }

  @Test
  void parse_libraryNotWanted_isNotFound() throws IOException {
    LibraryIndex index = LibraryIndex.parse(LibraryIndex.write(), it -> it != KnownLibrary.TOMCAT);

    assertThat(LibraryIndex.parse(LibraryIndex.write(), it -> true).find(ADAPTER))
        .contains(new LibraryIndex.Entry(ADAPTER, KnownLibrary.TOMCAT));
    assertThat(index.find(ADAPTER))
        .doesNotContain(new LibraryIndex.Entry(ADAPTER, KnownLibrary.TOMCAT));
    String exec = "org/apache/http/impl/execchain/ProtocolExec";
    assertThat(index.find(exec)).contains(new LibraryIndex.Entry(exec, KnownLibrary.APACHE4));
  }

  @Test
  void of_someDescriptions_areFoundInTheirOrder() {
    LibraryIndex index =
        LibraryIndex.of(List.of(KnownLibrary.TOMCAT.get(), KnownLibrary.JETTY.get()));

    assertThat(index.find(ADAPTER))
        .extracting(it -> (Library) it.library().get())
        .containsExactly(KnownLibrary.TOMCAT.get());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/B TOMCAT\na/C\n", "a/B KNOWN_TO_NOBODY\n", "\n"})
  void parse_lineOfAnotherBuild_isRefused(String lines) {
    assertThatThrownBy(() -> LibraryIndex.parse(lines, it -> true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("(expected: a path and a known library)");
  }
}
