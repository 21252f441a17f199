package dev.weft.enforcer.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class SpanAttributesTest {
  private final SpanAttributes attributes = new SpanAttributes();

  @Test
  void put_moreThanThereIsRoomFor_keepsAllInTheirOrder() {
    Map<String, Object> expected = new LinkedHashMap<>();
    for (int i = 0; i < 50; i++) {
      expected.put("name" + i, (long) i);
      assertThat(attributes.put("name" + i, (long) i)).isNull();
    }

    Map<String, Object> seen = new LinkedHashMap<>();
    attributes.forEach(seen::put);

    assertThat(attributes).hasSize(50).isEqualTo(expected);
    assertThat(seen.keySet()).containsExactlyElementsOf(expected.keySet());
    assertThat(seen).isEqualTo(expected);
  }

  @Test
  void put_nameThatIsThere_takesItsPlace() {
    Object unused = attributes.put("a", "1");
    unused = attributes.put("b", "2");

    // An equal name that is another object.
    assertThat(attributes.put(new String("a"), "3")).isEqualTo("1");

    assertThat(attributes).hasSize(2).containsEntry("a", "3").containsEntry("b", "2");
  }

  @Test
  void get_unknownName_isNull() {
    Object unused = attributes.put("a", "1");

    assertThat(attributes.get("1")).isNull();
    assertThat(attributes.get("b")).isNull();
    assertThat(attributes).doesNotContainKey("b");
  }

  @Test
  void next_afterTheLast_throws() {
    Object unused = attributes.put("a", "1");
    Iterator<Map.Entry<String, Object>> entries = attributes.entrySet().iterator();

    assertThat(entries.next()).isEqualTo(Map.entry("a", "1"));
    assertThat(entries.hasNext()).isFalse();
    assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
  }
}
