package valentine.models;

/// The data say too little for the model, and why.
public record Unfit(String why) implements Fit, SpendFit, LinkageFit {}
