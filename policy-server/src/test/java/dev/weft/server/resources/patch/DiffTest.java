package dev.weft.server.resources.patch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiffTest {

  @Test
  void between_changedAddedRemoved_namesFields() {
    assertThat(
            Diff.between(
                Json.object("{'spec':{'action':'ALLOW','selector':{'matchLabels':{'app':'a'}}}}"),
                Json.object("{'spec':{'action':'DENY','rules':[{}]}}")))
        .containsExactly(
            new FieldChange("spec.action", Json.value("'ALLOW'"), Json.value("'DENY'")),
            new FieldChange("spec.selector", Json.value("{'matchLabels':{'app':'a'}}"), null),
            new FieldChange("spec.rules", null, Json.value("[{}]")));
  }

  @Test
  void between_oddName_isQuoted() {
    assertThat(
            Diff.between(
                Json.object("{'metadata':{'labels':{'app.kubernetes.io/name':'a'}}}"),
                Json.object("{'metadata':{'labels':{'app.kubernetes.io/name':'b'}}}")))
        .extracting(FieldChange::path)
        .containsExactly("metadata.labels[\"app.kubernetes.io/name\"]");
  }

  @Test
  void between_elementPutIn_isOneChange() {
    assertThat(Diff.between(Json.object("{'l':[1,2,3]}"), Json.object("{'l':[1,9,2,3]}")))
        .containsExactly(new FieldChange("l[1]", null, Json.value("9")));
    assertThat(Diff.between(Json.object("{'l':[1,1]}"), Json.object("{'l':[1]}")))
        .containsExactly(new FieldChange("l[1]", Json.value("1"), null));
  }

  @Test
  void between_elementChangedWithin_namesTheField() {
    assertThat(
            Diff.between(
                Json.object("{'l':[{'a':1},{'a':2,'b':0}]}"),
                Json.object("{'l':[{'a':1},{'a':3,'b':0}]}")))
        .containsExactly(new FieldChange("l[1].a", Json.value("2"), Json.value("3")));
  }

  @Test
  void between_onlyServersCounting_isNoChange() {
    assertThat(
            Diff.between(
                Json.object("{'metadata':{'name':'a','resourceVersion':'1','generation':1}}"),
                Json.object(
                    "{'metadata':{'name':'a','resourceVersion':'2','generation':2,'managedFields':[]}}")))
        .isEmpty();
  }
}
