package dev.weft.server.resources.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.server.http.Cause;
import dev.weft.server.resources.patch.Json;
import dev.weft.server.resources.patch.RandomJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldSetTest {
  private static final long SEED = 7386;

  private static FieldSet read(String json) {
    List<Cause> causes = new ArrayList<>();
    FieldSet set = FieldsV1.read("fieldsV1", Json.value(json), causes);
    assertThat(causes).isEmpty();
    return set;
  }

  @Test
  void of_resource_hasLeavesButNothingOfTheServers() {
    FieldSet set =
        FieldSet.of(
            Json.object(
                "{'apiVersion':'v1','kind':'K','metadata':{'name':'n','namespace':'s','uid':'u',"
                    + "'resourceVersion':'1','generation':1,'creationTimestamp':null,"
                    + "'managedFields':[{}],'labels':{'app.io/x~y':'1','none':null}},"
                    + "'spec':{'empty':{},'list':[{'a':1}],'deep':{'er':false}}}"));
    assertThat(FieldsV1.write(set))
        .isEqualTo(
            Json.object(
                "{'f:metadata':{'f:labels':{'f:app.io/x~y':{},'f:none':{}}},"
                    + "'f:spec':{'f:deep':{'f:er':{}},'f:empty':{},'f:list':{}}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'f:spec':{'.':{},'f:a':{}}}",
        "{'f:spec':{'f:ports':{'k:{\\'port\\':80,\\'protocol\\':\\'TCP\\'}':{'.':{},'f:name':{}}}}}",
        "{'f:finalizers':{'v:\\'x\\'':{},'v:1':{}},'f:l':{'i:0':{}}}",
        "{'f:':{},'f:.':{},'f:a.b/c~d':{}}",
        "{}",
      })
  void read_anyKindOfPathElement_isKeptAsItIs(String json) {
    assertThat(FieldsV1.write(read(json))).isEqualTo(Json.object(json));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'spec':{}}|fieldsV1.spec",
        "{'f:spec':{'x':{}}}|fieldsV1.f:spec.x",
        "{'f:spec':1}|fieldsV1.f:spec",
        "{'f:spec':{'.':1}}|fieldsV1.f:spec..",
        "{'k:[1]':{}}|fieldsV1.k:[1]",
        "{'i:x':{}}|fieldsV1.i:x",
        "{'v:':{}}|fieldsV1.v:",
        "{'f':{}}|fieldsV1.f",
        "[]|fieldsV1",
      })
  void read_malformed_tellsWhere(String json, String field) {
    List<Cause> causes = new ArrayList<>();
    FieldsV1.read("fieldsV1", Json.value(json), causes);
    assertThat(causes).extracting(Cause::field).containsExactly(field);
  }

  @Test
  void minus_parentAndChild_areIndependent() {
    FieldSet both = read("{'f:a':{'.':{},'f:b':{}}}");
    assertThat(both.minus(read("{'f:a':{}}"))).isEqualTo(read("{'f:a':{'f:b':{}}}"));
    assertThat(both.minus(read("{'f:a':{'f:b':{}}}"))).isEqualTo(read("{'f:a':{}}"));
    assertThat(both.minusTrees(read("{'f:a':{}}"))).isEqualTo(FieldSet.EMPTY);
    assertThat(both.within(read("{'f:a':{}}"))).isEqualTo(both);
    assertThat(both.has("a", "b")).isTrue();
    assertThat(read("{'f:a':{'f:b':{}}}").has("a")).isFalse();
  }

  @Test
  void algebra_random_obeysTheLawsOfSets() {
    RandomJson random = new RandomJson(new Random(SEED));
    for (int i = 0; i < 5_000; i++) {
      FieldSet a = random(random);
      FieldSet b = random(random);
      FieldSet c = random(random);
      String round = "seed " + SEED + " round " + i;
      assertThat(a.union(b)).as(round).isEqualTo(b.union(a));
      assertThat(a.union(b).union(c)).as(round).isEqualTo(a.union(b.union(c)));
      assertThat(a.union(a)).as(round).isEqualTo(a);
      assertThat(a.intersection(b)).as(round).isEqualTo(a.minus(a.minus(b)));
      assertThat(a.minus(b).union(a.intersection(b))).as(round).isEqualTo(a);
      assertThat(a.minus(b).intersection(b)).as(round).isEqualTo(FieldSet.EMPTY);
      assertThat(a.union(b).minus(b)).as(round).isEqualTo(a.minus(b));
      assertThat(a.minus(b.union(c))).as(round).isEqualTo(a.minus(b).minus(c));
      assertThat(a.minusTrees(b).minus(a.minus(b))).as(round).isEqualTo(FieldSet.EMPTY);
      assertThat(a.minusTrees(b).union(a.within(b))).as(round).isEqualTo(a);
    }
  }

  @Test
  void fieldsV1_random_isReadBackTheSame() {
    RandomJson random = new RandomJson(new Random(SEED));
    for (int i = 0; i < 5_000; i++) {
      FieldSet set = random(random);
      List<Cause> causes = new ArrayList<>();
      FieldSet back = FieldsV1.read("f", FieldsV1.write(set), causes);
      assertThat(causes).isEmpty();
      assertThat(back).as("seed %d round %d", SEED, i).isEqualTo(set);
    }
  }

  @Test
  void has_everyPathOfForEach_isTrue() {
    FieldSet set = read("{'f:a':{'.':{},'f:b':{'f:c':{}}},'f:d':{}}");
    List<String> paths = new ArrayList<>();
    set.forEach(
        path -> {
          assertThat(set.has(path)).isTrue();
          paths.add(String.join("", path.stream().map(PathElement::display).toList()));
        });
    assertThat(paths).containsExactly(".a", ".a.b.c", ".d");
  }

  private static FieldSet random(RandomJson random) {
    JsonObject from = random.object();
    return Comparison.of(from, random.object()).touched().union(FieldSet.of(random.object()));
  }
}
