package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SimulationTest {
    @Test
    void whatPeopleAreToldOfTheTimeIsAboutTrue() {
        List<MeasuredDream> dreams = MeasuredDream.table(Optional.empty());
        assertThat(dreams).hasSizeGreaterThanOrEqualTo(200);
        Simulation.Plan plan = new Simulation.Plan(10, 300, 2, 0.7, 10, 1);
        Simulation.Outcome outcome = BenchSimulationCommand.simulated(plan, dreams);
        assertThat(outcome.dreamed()).isGreaterThan(300);
        assertThat(outcome.deaths()).isPositive();
        assertThat(outcome.cancelled()).isPositive();
        assertThat(outcome.errors().median()).isLessThan(0.25);
    }
}
