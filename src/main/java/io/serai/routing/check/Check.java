package io.serai.routing.check;

/** Looks for one kind of mistake. */
interface Check {

  /** Notes what it finds. */
  void look(Scene scene, Findings found);
}
