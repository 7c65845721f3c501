package valentine.models.survival;

/// The data say too little for the model, and why, as a sentence without a full stop.
public record NoModel(String why) implements RetentionFit, CoxFit, HazardFit, Foresight {}
