package io.serai;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

/** The borders between packages, and the picture of them in {@code target/spring-modulith-docs}. */
class ModularityTest {

  private final ApplicationModules modules = ApplicationModules.of(Serai.class);

  @Test
  void packagesUseOnlyWhatTheyMayUse() {
    modules.verify();
  }

  @Test
  void theModuleDiagramIsDrawn() {
    new Documenter(modules).writeModulesAsPlantUml().writeIndividualModulesAsPlantUml();
  }
}
