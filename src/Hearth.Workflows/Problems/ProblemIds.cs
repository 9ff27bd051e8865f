namespace Hearth.Workflows.Problems;

/// <summary>The ids of workflow problems: HEARTH1001 to HEARTH1099. An id is never used for anything else, even when its problem is gone.</summary>
public static class ProblemIds
{
    /// <summary>The text is not YAML.</summary>
    public const string MalformedYaml = "HEARTH1001";

    /// <summary>The file holds nothing.</summary>
    public const string EmptyFile = "HEARTH1002";

    /// <summary>The file holds more than one document.</summary>
    public const string SeveralDocuments = "HEARTH1003";

    /// <summary>A key occurs twice in a mapping.</summary>
    public const string DuplicateKey = "HEARTH1004";

    /// <summary>An alias has no anchor, or aliases expand to too much.</summary>
    public const string BadAlias = "HEARTH1005";

    /// <summary>A key of a mapping is no text.</summary>
    public const string BadKey = "HEARTH1006";

    /// <summary>A key that is not known here.</summary>
    public const string UnknownKey = "HEARTH1007";

    /// <summary>A value of another type than expected.</summary>
    public const string WrongType = "HEARTH1008";

    /// <summary>A value that is not one of the allowed, or not written as it must be.</summary>
    public const string InvalidValue = "HEARTH1009";

    /// <summary>A required key is missing.</summary>
    public const string MissingKey = "HEARTH1010";

    /// <summary>The name in a workflow differs from the name of its file.</summary>
    public const string NameDiffersFromFile = "HEARTH1011";

    /// <summary>A name with characters that names cannot have.</summary>
    public const string InvalidName = "HEARTH1012";

    /// <summary>A number, duration or size outside its limits.</summary>
    public const string OutOfRange = "HEARTH1013";

    /// <summary>A step has both or neither of task and workflow.</summary>
    public const string TaskOrWorkflow = "HEARTH1014";

    /// <summary>Values nested too deeply.</summary>
    public const string TooDeep = "HEARTH1015";

    /// <summary>A YAML tag, which Hearth does not use.</summary>
    public const string UnsupportedTag = "HEARTH1016";

    /// <summary>Two files define the same workflow.</summary>
    public const string DuplicateWorkflow = "HEARTH1017";

    /// <summary>An expression that cannot be read.</summary>
    public const string ExpressionSyntax = "HEARTH1020";

    /// <summary>An expression begins with a name that is none of the roots.</summary>
    public const string UnknownRoot = "HEARTH1021";

    /// <summary>A function that does not exist.</summary>
    public const string UnknownFunction = "HEARTH1022";

    /// <summary>A function called with too few or too many arguments.</summary>
    public const string ArgumentCount = "HEARTH1023";

    /// <summary>An expression reads an input that is not declared.</summary>
    public const string UnknownInput = "HEARTH1024";

    /// <summary>An expression reads a step that does not exist.</summary>
    public const string UnknownStep = "HEARTH1025";

    /// <summary>An expression reads a property that its value never has.</summary>
    public const string UnknownProperty = "HEARTH1026";

    /// <summary>An expression reads a step that is not needed, directly or through others.</summary>
    public const string StepNotNeeded = "HEARTH1027";

    /// <summary>item or index outside a mapped step.</summary>
    public const string ItemOutsideMap = "HEARTH1028";

    /// <summary>A condition that is not boolean.</summary>
    public const string ConditionNotBoolean = "HEARTH1029";

    /// <summary>An operator or function cannot take a value of this type.</summary>
    public const string OperandType = "HEARTH1030";

    /// <summary>needs names a step that does not exist.</summary>
    public const string UnknownNeed = "HEARTH1031";

    /// <summary>Steps need each other in a circle.</summary>
    public const string CyclicNeeds = "HEARTH1032";

    /// <summary>A step needs itself.</summary>
    public const string NeedsItself = "HEARTH1033";

    /// <summary>A step names a task that does not exist.</summary>
    public const string UnknownTask = "HEARTH1034";

    /// <summary>A step names a workflow that does not exist.</summary>
    public const string UnknownWorkflow = "HEARTH1035";

    /// <summary>A workflow runs itself, directly or through others.</summary>
    public const string CyclicWorkflows = "HEARTH1036";

    /// <summary>map is over something that is no list.</summary>
    public const string MapOverNoList = "HEARTH1037";

    /// <summary>A value of a type that its target does not accept.</summary>
    public const string TypeMismatch = "HEARTH1038";

    /// <summary>A required property or input is not given.</summary>
    public const string MissingProperty = "HEARTH1039";

    /// <summary>A property or input is given that the target does not have.</summary>
    public const string UnknownTargetProperty = "HEARTH1040";

    /// <summary>A default value does not fit its input.</summary>
    public const string DefaultDoesNotFit = "HEARTH1041";

    /// <summary>A secret where its value would be recorded.</summary>
    public const string SecretRecorded = "HEARTH1042";

    /// <summary>A secret is an operand or argument of what would change it beyond recognition.</summary>
    public const string SecretChanged = "HEARTH1043";

    /// <summary>A step names a store that the settings do not have.</summary>
    public const string UnknownStore = "HEARTH1044";

    /// <summary>A workflow names a report that does not exist.</summary>
    public const string UnknownReport = "HEARTH1045";

    /// <summary>A step whose results cannot stand for later ones has a cache.</summary>
    public const string CacheImpossible = "HEARTH1046";

    /// <summary>A path of a cache leads out of the workspace.</summary>
    public const string CacheOutside = "HEARTH1047";

    /// <summary>A key of a step with stages stands where it means nothing.</summary>
    public const string MisplacedKey = "HEARTH1048";

    /// <summary>An expression reads a stage that there is not, or not before it.</summary>
    public const string UnknownStage = "HEARTH1049";

    /// <summary>While running: a property or element that the value does not have.</summary>
    public const string MissingAtRunTime = "HEARTH1050";

    /// <summary>While running: a value of a type that the operator or function cannot take.</summary>
    public const string TypeAtRunTime = "HEARTH1051";

    /// <summary>While running: a step or item that has no value here.</summary>
    public const string NoValueAtRunTime = "HEARTH1052";

    /// <summary>While running: a secret that the vault does not have.</summary>
    public const string NoSecret = "HEARTH1053";

    /// <summary>A run was given an input that its workflow does not have.</summary>
    public const string UnknownInputGiven = "HEARTH1060";

    /// <summary>A run was not given an input that its workflow requires.</summary>
    public const string MissingInput = "HEARTH1061";

    /// <summary>A run was given an input that does not fit its declaration.</summary>
    public const string InputDoesNotFit = "HEARTH1062";

    /// <summary>The file that an input names does not exist.</summary>
    public const string InputFileNotFound = "HEARTH1063";

    /// <summary>An argument that is not NAME=VALUE, or is given twice.</summary>
    public const string MalformedArgument = "HEARTH1064";
}
