package dev.weft.server.resources.apply;

import static dev.weft.server.resources.apply.Owners.LATER;
import static dev.weft.server.resources.apply.Owners.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.ApiException;
import dev.weft.server.resources.patch.Json;
import dev.weft.server.resources.patch.JsonEquality;
import dev.weft.server.resources.patch.RandomJson;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldManagementPropertiesTest {
  private static final long SEED = 6902;
  private static final List<String> MANAGERS = List.of("a", "b", "kubectl");

  private final Random random = new Random(SEED);
  private final RandomJson json = new RandomJson(random);

  private JsonObject resource() {
    return Json.object("{'apiVersion':'weft.dev/v1','kind':'K','metadata':{'name':'x'}}")
        .with("spec", json.object());
  }

  private String manager() {
    return MANAGERS.get(random.nextInt(MANAGERS.size()));
  }

  /** A resource that several managers applied to and updated. */
  private JsonObject live() {
    JsonObject live = FieldManagement.update(null, resource(), manager(), "", NOON);
    for (int left = random.nextInt(5); left > 0; left--) {
      live =
          random.nextBoolean()
              ? FieldManagement.update(live, resource(), manager(), "", NOON)
              : FieldManagement.apply(live, resource(), manager(), Force.YES, NOON);
    }
    return live;
  }

  @Test
  void apply_repeated_changesNothing() {
    for (int i = 0; i < 3_000; i++) {
      JsonObject applied = resource();
      String manager = manager();
      JsonObject once = FieldManagement.apply(live(), applied, manager, Force.YES, NOON);
      JsonObject stored = Owners.stored(once);
      assertThat(FieldManagement.apply(stored, applied, manager, Force.NO, LATER))
          .as("seed %d round %d: %s", SEED, i, applied)
          .isSameAs(stored);
    }
  }

  @Test
  void apply_forced_givesEveryLeafItsValueAndOwner() {
    for (int i = 0; i < 3_000; i++) {
      JsonObject applied = resource();
      String manager = manager();
      JsonObject after = FieldManagement.apply(live(), applied, manager, Force.YES, LATER);
      String round = "seed " + SEED + " round " + i + ": " + applied;
      assertHolds(round, applied.object("spec"), after.object("spec"));
      ManagedField mine =
          ManagedFields.stored(after).entries().stream()
              .filter(it -> it.manager().equals(manager))
              .filter(it -> it.operation() == ManagedField.Operation.Apply)
              .findFirst()
              .orElseThrow();
      assertThat(mine.fields()).as(round).isEqualTo(FieldSet.of(applied));
    }
  }

  private static void assertHolds(String round, JsonObject applied, JsonObject actual) {
    for (Map.Entry<String, JsonValue> member : applied.members().entrySet()) {
      JsonValue found = actual.get(member.getKey());
      if (member.getValue() instanceof JsonObject inner && found instanceof JsonObject there) {
        assertHolds(round, inner, there);
      } else {
        assertThat(found != null && JsonEquality.same(member.getValue(), found)).as(round).isTrue();
      }
    }
  }

  @Test
  void apply_notForced_leavesOthersFieldsAsTheyAre() {
    int applied = 0;
    for (int i = 0; i < 3_000; i++) {
      JsonObject live = live();
      try {
        JsonObject after = FieldManagement.apply(live, resource(), "new", Force.NO, LATER);
        applied++;
        FieldSet touched = Comparison.of(Owners.bare(live), Owners.bare(after)).touched();
        for (ManagedField owner : ManagedFields.stored(live).entries()) {
          assertThat(owner.fields().within(touched))
              .as("seed %d round %d: fields of %s", SEED, i, owner)
              .isEqualTo(FieldSet.EMPTY);
          assertThat(ManagedFields.stored(after).entries()).contains(owner);
        }
      } catch (ApiException e) {
        assertThat(e.code()).isEqualTo(409);
      }
    }
    assertThat(applied).as("applies without conflict, seed %d", SEED).isGreaterThan(100);
  }

  @Test
  void apply_ofNothing_leavesOnlyWhatOthersOwn() {
    for (int i = 0; i < 3_000; i++) {
      JsonObject live = live();
      JsonObject mine = FieldManagement.apply(live, resource(), "guest", Force.YES, NOON);
      JsonObject nothing = Owners.resource("{}").without("spec");
      JsonObject gone = FieldManagement.apply(mine, nothing, "guest", Force.NO, LATER);
      String round = "seed " + SEED + " round " + i;
      FieldSet left = Comparison.of(JsonObject.EMPTY, Owners.bare(gone)).added();
      assertThat(ManagedFields.stored(gone).owned().minus(left))
          .as(round)
          .isEqualTo(FieldSet.EMPTY);
      assertThat(ManagedFields.stored(gone).entries())
          .as(round)
          .noneMatch(it -> it.manager().equals("guest"));
    }
  }

  @Test
  void update_random_ownersAreOfFieldsThatAreThere() {
    for (int i = 0; i < 3_000; i++) {
      JsonObject live = live();
      FieldSet there = Comparison.of(JsonObject.EMPTY, Owners.bare(live)).added();
      assertThat(ManagedFields.stored(live).owned().minus(there))
          .as("seed %d round %d: %s", SEED, i, live)
          .isEqualTo(FieldSet.EMPTY);
      assertThat(FieldManagement.update(live, Owners.bare(live), "other", "", LATER))
          .isEqualTo(live);
    }
  }

  @Test
  void managedFields_anyJson_givesResultOrRefusal() {
    int accepted = 0;
    for (int i = 0; i < 20_000; i++) {
      JsonObject before = i % 3 == 0 ? resource() : live();
      JsonObject sent =
          resource()
              .with(
                  "metadata",
                  JsonObject.EMPTY.with("managedFields", i % 2 == 0 ? json.value() : entries()));
      accepted += survives(i, before, sent);
    }
    assertThat(accepted).as("accepted, seed %d", SEED).isGreaterThan(1_000);
  }

  private JsonValue entries() {
    JsonObject entry =
        Json.object(
            "{'manager':'m','operation':'Apply','apiVersion':'weft.dev/v1',"
                + "'fieldsType':'FieldsV1','fieldsV1':{'f:spec':{'f:a':{},'k:{}':{}}}}");
    if (random.nextBoolean()) {
      List<String> names = List.copyOf(entry.members().keySet());
      entry = entry.with(names.get(random.nextInt(names.size())), json.value());
    }
    return new dev.weft.core.json.JsonArray(List.of(entry));
  }

  private int survives(int round, JsonObject before, JsonObject sent) {
    try {
      JsonObject updated = FieldManagement.update(before, sent, manager(), "", LATER);
      JsonObject applied = FieldManagement.apply(updated, resource(), manager(), Force.YES, LATER);
      return Owners.stored(applied).members().isEmpty() ? 0 : 1;
    } catch (ApiException e) {
      assertThat(e.code()).isIn(400, 409, 422);
    } catch (RuntimeException e) {
      fail("seed " + SEED + " round " + round + ": " + before + " with " + sent, e);
    }
    return 0;
  }

  @Test
  void apply_anyJson_givesResultOrRefusal() {
    for (int i = 0; i < 10_000; i++) {
      JsonObject live = random.nextBoolean() ? live() : json.object();
      JsonObject applied = json.object();
      try {
        JsonObject after = FieldManagement.apply(live, applied, manager(), Force.NO, LATER);
        assertThat(Owners.stored(after)).isEqualTo(after);
      } catch (ApiException e) {
        assertThat(e.code()).isIn(400, 409, 422);
      } catch (RuntimeException e) {
        fail("seed " + SEED + " round " + i + ": " + live + " with " + applied, e);
      }
    }
  }
}
