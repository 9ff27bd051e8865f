namespace Hearth.Modules;

/// <summary>The ids of this project's diagnostics. Never reused; each has a page in <c>docs/reference/errors</c>.</summary>
internal static class Problems
{
    public const string DuplicateName = "HEARTH2001";
    public const string CannotBeCreated = "HEARTH2002";
    public const string SeveralContracts = "HEARTH2003";
    public const string InvalidName = "HEARTH2004";
    public const string NotJson = "HEARTH2005";
    public const string NotReadable = "HEARTH2006";
    public const string DuplicateMemberName = "HEARTH2007";
    public const string SeveralProjects = "HEARTH2010";
    public const string MalformedProject = "HEARTH2011";
    public const string ProjectReference = "HEARTH2012";
    public const string UnsupportedSetting = "HEARTH2013";
    public const string ReferenceNotFound = "HEARTH2014";
    public const string RestoreFailed = "HEARTH2015";
    public const string NoTasksDirectory = "HEARTH2016";
    public const string UnreadableSource = "HEARTH2017";
    public const string InvalidSetting = "HEARTH2018";
    public const string RestlessSources = "HEARTH2019";
    public const string SeveralKinds = "HEARTH2030";
    public const string UnreadableAssembly = "HEARTH2031";
    public const string ProcessEvent = "HEARTH2040";
    public const string LooseThread = "HEARTH2041";
    public const string RunningTimer = "HEARTH2042";
    public const string StrongHandle = "HEARTH2043";
    public const string DynamicType = "HEARTH2044";
    public const string TypeDescription = "HEARTH2045";
    public const string ObservableInstrument = "HEARTH2046";
}
